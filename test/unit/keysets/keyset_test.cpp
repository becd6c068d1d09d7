// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/keyset.hpp"

#include "dns/print.hpp"
#include "keysets/from_cooked.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"
#include "unit/keysets/samples.hpp"

namespace keyset_test {

using namespace ceremony;
using keysets::Keyset;
using test::cooked_sample;
using test::keyset;
using test::ksk;
using test::must;
using test::zsk;

namespace {

// Sets that BIND signed: test/vectors/cooked/README.md.
std::vector<Keyset> signed_sets() {
    const auto sample = cooked_sample("ecdsa", "remove recipe.preamble.plan");
    return must(keysets::from_cooked(sample.recipe, sample.sha256)).keysets;
}

std::string refusal(const Keyset& set) {
    const Outcome outcome = keysets::check_signatures(set);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
    return outcome.error().message();
}

}  // namespace

TEST_CASE("keyset: the keys that signed are known by their signatures", "[keysets][keyset]") {
    const Keyset set = keyset("2027-01-01", "2027-01-08", {ksk(1), ksk(2), zsk(3)}, {ksk(2)});
    CHECK(keysets::signers_of(set) == std::vector<dns::Dnskey>{ksk(2)});
}

TEST_CASE("keyset: its records are those that others signed", "[keysets][keyset]") {
    const auto sample = cooked_sample("ecdsa", "remove recipe.preamble.plan");
    const auto sets = must(keysets::from_cooked(sample.recipe, sample.sha256)).keysets;
    const auto& asked = std::get<recipe::ProduceSignedKeyset>(sample.recipe.actions.at(4).params);
    CHECK(must(keysets::records_of(sets.front())) == asked.cooked->keyset);
}

TEST_CASE("keyset: signatures by BIND are good", "[keysets][keyset]") {
    const auto sets = signed_sets();
    REQUIRE(sets.size() == 3);
    for (const Keyset& set : sets) {
        must(keysets::check_signatures(set));
    }
}

TEST_CASE("keyset: a set that differs in one bit is not proven", "[keysets][keyset]") {
    Keyset set = signed_sets().at(1);
    SECTION("in a key") {
        set.keys.front().public_key.front() ^= 1U;
    }
    SECTION("in a signature") {
        set.signatures.front().signature.back() ^= 1U;
    }
    SECTION("in the TTL") {
        set.ttl ^= 1U;
    }
    SECTION("a key less") {
        set.keys.erase(set.keys.begin());
    }
    SECTION("a CDS record less") {
        set.cds.erase(set.cds.begin());
    }
    SECTION("a CDNSKEY record less") {
        // Three CDS records and their two signatures are left.
        std::erase_if(set.cds, [](const dns::Record& record) {
            return record.type() == dns::RrType::cdnskey;
        });
        must(keysets::check_signatures(set));
        set.cds.erase(set.cds.begin());
    }
    CHECK_FALSE(refusal(set).empty());
}

TEST_CASE("keyset: a set without a signature is not proven", "[keysets][keyset]") {
    Keyset set = signed_sets().at(1);
    SECTION("of the keys") {
        set.signatures.clear();
    }
    SECTION("of the CDS records") {
        std::erase_if(
            set.cds, [](const dns::Record& record) { return record.type() == dns::RrType::rrsig; });
    }
    CHECK(refusal(set) == "example.: a set without a signature");
}

TEST_CASE("keyset: a signature by a key that is not in the set proves nothing",
          "[keysets][keyset]") {
    Keyset set = signed_sets().at(0);
    set.signatures.front().key_tag ^= 1U;
    CHECK(refusal(set) == "example.: a signature by a key that is not in the set");
}

}  // namespace keyset_test
