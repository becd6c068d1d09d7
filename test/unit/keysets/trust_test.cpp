// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/trust.hpp"

#include <algorithm>

#include "dns/print.hpp"
#include "dns/scan.hpp"
#include "dnssec/ds_digest.hpp"
#include "keysets/from_cooked.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"
#include "unit/keysets/samples.hpp"

namespace trust_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::Trust;
using test::ksk;
using test::must;
using test::zsk;

namespace {

dns::Ds ds_of(const dns::Dnskey& key) {
    return must(
        dnssec::make_ds(must(dns::Name::from_text("example.")), key, dns::DigestType::sha256));
}

Keyset set_by(std::string_view from, const std::vector<dns::Dnskey>& signers) {
    std::vector<dns::Dnskey> keys = signers;
    keys.push_back(zsk(9));
    return test::keyset(from, "2028-01-01", keys, signers);
}

std::string refusal(const Result<Trust>& trust) {
    REQUIRE_FALSE(trust.ok());
    CHECK(trust.error().code() == Errc::refused);
    return trust.error().message();
}

}  // namespace

TEST_CASE("trust: a set is acceptable by a trusted key that signed it", "[keysets][trust]") {
    const Trust trust = {ds_of(ksk(1))};
    must(keysets::check_acceptable(trust, {}, set_by("2027-01-01", {ksk(1)})));
    must(keysets::check_acceptable(trust, {}, set_by("2027-01-01", {ksk(2), ksk(1)})));
}

TEST_CASE("trust: presence, a revoked key and another zone are not enough", "[keysets][trust]") {
    Trust trust = {ds_of(ksk(1)), ds_of(dns::revoked_form(ksk(1)))};
    Keyset set = set_by("2027-01-01", {ksk(2)});
    SECTION("the trusted key has not signed") {
        set.keys.push_back(ksk(1));
    }
    SECTION("it is revoked") {
        set = set_by("2027-01-01", {dns::revoked_form(ksk(1))});
    }
    SECTION("it is that of another zone") {
        set = set_by("2027-01-01", {ksk(1)});
        set.zone = must(dns::Name::from_text("nl."));
    }
    SECTION("nothing is trusted") {
        trust.clear();
    }
    const Outcome outcome = keysets::check_acceptable(trust, {}, set);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message() ==
          set.zone.text() +
              ": the set from 2027-01-01 00:00:00 is signed by no key that is trusted");
}

TEST_CASE("trust: it grows by the KSKs in an acceptable set", "[keysets][trust]") {
    // 1 introduces 2, 2 introduces 3.
    const std::vector<Keyset> sets = {set_by("2027-03-01", {ksk(2), ksk(3)}),
                                      set_by("2027-02-01", {ksk(1), ksk(2)}),
                                      set_by("2027-04-01", {ksk(3)})};
    const Trust trust = must(keysets::follow({ds_of(ksk(1))}, {}, sets, {}));
    CHECK(trust == Trust{ds_of(ksk(1)), ds_of(ksk(2)), ds_of(ksk(3))});
}

TEST_CASE("trust: a key is not trusted before a trusted one introduced it", "[keysets][trust]") {
    const std::vector<Keyset> sets = {set_by("2027-03-01", {ksk(1), ksk(2)}),
                                      set_by("2027-02-01", {ksk(2)})};
    CHECK(refusal(keysets::follow({ds_of(ksk(1))}, {}, sets, {})) ==
          "example.: the set from 2027-02-01 00:00:00 is signed by no key that is trusted");
}

TEST_CASE("trust: neither ZSKs nor revoked keys add to it", "[keysets][trust]") {
    Keyset set = set_by("2027-02-01", {ksk(1)});
    set.keys.push_back(dns::revoked_form(ksk(2)));
    CHECK(must(keysets::follow({ds_of(ksk(1))}, {}, std::vector{set}, {})).size() == 1);
}

TEST_CASE("trust: a KSK that a ceremony made may replace the old one at once", "[keysets][trust]") {
    const std::vector<Keyset> sets = {set_by("2027-02-01", {ksk(1)}),
                                      set_by("2027-03-01", {ksk(2)})};
    static_cast<void>(refusal(keysets::follow({ds_of(ksk(1))}, {}, sets, {})));
    const std::vector<dns::Ds> generated = {ds_of(ksk(2))};
    CHECK(must(keysets::follow({ds_of(ksk(1))}, {}, sets, generated)).size() == 2);
}

TEST_CASE("trust: sets of other tracks come last", "[keysets][trust]") {
    Keyset emergency = set_by("2027-01-01", {ksk(2)});
    emergency.track = must(recipe::Word::from_text("emergency"));
    const std::vector<Keyset> sets = {emergency, set_by("2027-02-01", {ksk(1), ksk(2)})};
    CHECK(must(keysets::follow({ds_of(ksk(1))}, {}, sets, {})).size() == 2);
}

TEST_CASE("trust: it grows by CDS and CDNSKEY records that a trusted key signed",
          "[keysets][trust]") {
    // BIND signed the sets, see test/vectors/cooked/README.md. The second has CDS records of the
    // KSK that follows, signed by both; here it is not among the keys itself.
    const auto sample = test::cooked_sample("ecdsa", "remove recipe.preamble.plan");
    const auto contents = must(keysets::from_cooked(sample.recipe, sample.sha256));
    Keyset set = contents.keysets.at(1);
    const dns::Ds old_ds = must(dnssec::make_ds(set.zone, set.keys.at(1), dns::DigestType::sha256));
    const dns::Ds new_ds = contents.generated.front().ds;
    REQUIRE(old_ds.key_tag == 28594);
    std::erase_if(set.keys, [&](const dns::Dnskey& key) { return dns::key_tag(key) == 18381; });
    Trust trust = must(keysets::follow({old_ds}, {}, std::vector{set}, {}));
    // The CDS records have SHA-256 and SHA-384.
    CHECK(trust.size() == 3);
    CHECK(trust.at(1) == new_ds);
    SECTION("by CDNSKEY records alone") {
        std::erase_if(set.cds,
                      [](const dns::Record& record) { return record.type() == dns::RrType::cds; });
        trust = must(keysets::follow({old_ds}, {}, std::vector{set}, {}));
        CHECK(trust == Trust{old_ds, new_ds});
    }
    SECTION("not when nobody that is trusted signed them") {
        std::erase_if(set.cds, [](const dns::Record& record) {
            const auto rrsig = dns::read_rrsig(record.rdata());
            return record.type() == dns::RrType::rrsig && rrsig.value().key_tag == 28594;
        });
        trust = must(keysets::follow({old_ds}, {}, std::vector{set}, {}));
        CHECK(trust == Trust{old_ds});
    }
}

TEST_CASE("trust: a request to delete the DS set adds nothing", "[keysets][trust]") {
    const auto sample = test::cooked_sample("ed25519", "remove recipe.preamble.plan");
    const auto contents = must(keysets::from_cooked(sample.recipe, sample.sha256));
    const Trust trust = must(keysets::trust_of_signers(contents.keysets, {}));
    REQUIRE(trust.size() == 1);
    CHECK(trust.front().key_tag == 28464);
    CHECK(must(keysets::follow(trust, {}, contents.keysets, {})) == trust);
}

TEST_CASE("trust: a person's word makes the signers trusted, and no other key",
          "[keysets][trust]") {
    Keyset set = set_by("2027-01-01", {ksk(1)});
    set.keys.push_back(ksk(2));
    CHECK(must(keysets::trust_of_signers(std::vector{set, set}, {})) == Trust{ds_of(ksk(1))});
}

TEST_CASE("trust: what a person took out of it makes no set acceptable", "[keysets][trust]") {
    const Trust trust = {ds_of(ksk(1)), ds_of(ksk(2))};
    const Trust distrusted = {ds_of(ksk(2)), ds_of(ksk(3))};
    must(keysets::check_acceptable(trust, distrusted, set_by("2027-01-01", {ksk(2), ksk(1)})));
    CHECK(keysets::why_unacceptable(trust, distrusted, set_by("2027-01-01", {ksk(1)})).empty());
    const Outcome outcome =
        keysets::check_acceptable(trust, distrusted, set_by("2027-01-01", {ksk(2)}));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message() ==
          "example.: the set from 2027-01-01 00:00:00 is signed by no key that is trusted; KSK " +
              std::to_string(dns::key_tag(ksk(2))) + " was taken out of the trust");
    CHECK(outcome.error().hint() == "if it is to be trusted again: consumer trust add example. \"" +
                                        dns::print(ds_of(ksk(2))) + "\"");
    // By a record with another digest it is not trusted either.
    const dns::Ds other = must(
        dnssec::make_ds(must(dns::Name::from_text("example.")), ksk(2), dns::DigestType::sha384));
    CHECK_FALSE(
        keysets::check_acceptable({other}, distrusted, set_by("2027-01-01", {ksk(2)})).ok());
    // A key that was taken out with two digests is named once.
    const Outcome twice =
        keysets::check_acceptable(trust, {ds_of(ksk(2)), other}, set_by("2027-01-01", {ksk(2)}));
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().message() == outcome.error().message());
}

TEST_CASE("trust: what a person took out of it comes back by no set and no ceremony",
          "[keysets][trust]") {
    const Trust distrusted = {ds_of(ksk(2))};
    const std::vector<Keyset> sets = {set_by("2027-02-01", {ksk(1), ksk(2)})};
    const std::vector<dns::Ds> generated = {ds_of(ksk(2)), ds_of(ksk(3))};
    CHECK(must(keysets::follow({ds_of(ksk(1))}, distrusted, sets, generated)) ==
          Trust{ds_of(ksk(1)), ds_of(ksk(3))});
    CHECK(must(keysets::trust_of_signers(sets, distrusted)) == Trust{ds_of(ksk(1))});
    // Nor does it introduce others.
    const std::vector<Keyset> by_it = {set_by("2027-02-01", {ksk(2), ksk(4)}),
                                       set_by("2027-03-01", {ksk(4)})};
    CHECK_THAT(refusal(keysets::follow({ds_of(ksk(1))}, distrusted, by_it, generated)),
               Catch::EndsWith("was taken out of the trust"));
}

TEST_CASE("trust: CDS records bring back nothing that a person took out of it",
          "[keysets][trust]") {
    const auto sample = test::cooked_sample("ecdsa", "remove recipe.preamble.plan");
    const auto contents = must(keysets::from_cooked(sample.recipe, sample.sha256));
    Keyset set = contents.keysets.at(1);
    const dns::Ds old_ds = must(dnssec::make_ds(set.zone, set.keys.at(1), dns::DigestType::sha256));
    const dns::Ds new_ds = contents.generated.front().ds;
    std::erase_if(set.keys, [&](const dns::Dnskey& key) { return dns::key_tag(key) == 18381; });
    const Trust trust = must(keysets::follow({old_ds}, {new_ds}, std::vector{set}, {}));
    CHECK(std::find(trust.begin(), trust.end(), new_ds) == trust.end());
    SECTION("by CDNSKEY records alone") {
        std::erase_if(set.cds,
                      [](const dns::Record& record) { return record.type() == dns::RrType::cds; });
        CHECK(must(keysets::follow({old_ds}, {new_ds}, std::vector{set}, {})) == Trust{old_ds});
    }
}

}  // namespace trust_test
