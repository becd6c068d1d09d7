// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/possession.hpp"

#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::check_possession;
using ceremony::cooked::VerifiedSignatures;
using ceremony::test::must;

namespace {

// A ZSK with a signature over itself by ldns.
recipe::DirectKey direct_key() {
    const auto sample = test::cooked_sample("rsa");
    const auto& set = std::get<recipe::ProduceSignedKeyset>(sample.recipe.actions[2].params);
    return std::get<recipe::DirectKey>(set.keyset[0]);
}

dns::Name zone() {
    return must(dns::Name::from_text("example."));
}

dns::Record changed(const dns::Record& record, std::size_t octet) {
    Bytes rdata = record.rdata();
    rdata[octet] ^= 1U;
    return must(dns::Record::make(record.owner(), record.type(), record.ttl(), rdata));
}

}  // namespace

TEST_CASE("possession: a signature of the key over itself proves it", "[cooked][possession]") {
    VerifiedSignatures verified;
    must(check_possession(zone(), direct_key(), verified));
    CHECK(verified.size() == 1);
}

TEST_CASE("possession: without a signature there is nothing to check", "[cooked][possession]") {
    recipe::DirectKey key = direct_key();
    key.possession.clear();
    key.data = {1};
    VerifiedSignatures verified;
    must(check_possession(zone(), key, verified));
}

TEST_CASE("possession: every signature must be good", "[cooked][possession]") {
    recipe::DirectKey key = direct_key();
    const dns::Record good = key.possession[0];
    key.possession.push_back(changed(good, good.rdata().size() - 1));
    VerifiedSignatures verified;
    CHECK(check_possession(zone(), key, verified).error().code() == Errc::crypto);
}

TEST_CASE("possession: it is of this key in this zone", "[cooked][possession]") {
    const auto other = must(dns::Name::from_text("example.org."));
    VerifiedSignatures verified;
    const auto elsewhere = check_possession(other, direct_key(), verified);
    REQUIRE_FALSE(elsewhere.ok());
    CHECK(elsewhere.error().code() == Errc::semantics);
    CHECK(elsewhere.error().message() == "an RRSIG of \"example.\"");

    recipe::DirectKey key = direct_key();
    key.kind.role = recipe::KeyRole::ksk;
    CHECK(check_possession(zone(), key, verified).error().code() == Errc::crypto);
    key = direct_key();
    key.data = {1, 3};
    CHECK(check_possession(zone(), key, verified).error().code() == Errc::syntax);
}

TEST_CASE("possession: a record that proves nothing is refused", "[cooked][possession]") {
    VerifiedSignatures verified;
    recipe::DirectKey key = direct_key();
    const auto text = must(dns::Record::make(zone(), dns::RrType::txt, 60, {1, 'a'}));
    key.possession = {text};
    CHECK(check_possession(zone(), key, verified).error().code() == Errc::syntax);

    // The original TTL, whose first bit no TTL has (RFC 2181, section 8).
    key = direct_key();
    Bytes rdata = key.possession[0].rdata();
    rdata[4] |= 0x80U;
    key.possession = {must(dns::Record::make(zone(), dns::RrType::rrsig, 60, rdata))};
    CHECK(check_possession(zone(), key, verified).error().code() == Errc::limit);
}
