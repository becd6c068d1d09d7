// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/verified_signatures.hpp"

#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::VerifiedSignatures;
using ceremony::test::must;

namespace {

// A DNSKEY set that BIND signed, its RRSIG and the key.
struct Signed {
    dns::Rrset set;
    dns::Rrsig rrsig;
    dnssec::ZoneKey key;
};

Signed signed_set() {
    const auto sample = test::cooked_sample("ed25519");
    const auto& made = std::get<recipe::ProduceSignedKeyset>(sample.recipe.actions[2].params);
    std::vector<dns::Record> records = made.cooked->keyset;
    const auto rrsig = must(dns::read_rrsig(records[2].rdata()));
    const auto key = must(dns::read_dnskey(records[1].rdata()));
    records.pop_back();
    return {must(dns::Rrset::from_records(records)), rrsig,
            must(dnssec::ZoneKey::make(made.owner, key))};
}

}  // namespace

TEST_CASE("verified_signatures: a good signature is known afterwards",
          "[cooked][verified_signatures]") {
    const Signed item = signed_set();
    VerifiedSignatures verified;
    CHECK(verified.size() == 0);
    must(verified.verify(item.set, item.rrsig, item.key));
    CHECK(verified.size() == 1);
    must(verified.verify(item.set, item.rrsig, item.key));
    CHECK(verified.size() == 1);
}

TEST_CASE("verified_signatures: nothing of it may change", "[cooked][verified_signatures]") {
    const Signed item = signed_set();
    VerifiedSignatures verified;
    must(verified.verify(item.set, item.rrsig, item.key));

    dns::Rrsig rrsig = item.rrsig;
    rrsig.signature[0] ^= 1U;
    CHECK(verified.verify(item.set, rrsig, item.key).error().code() == Errc::crypto);
    rrsig = item.rrsig;
    rrsig.expiration += 1;
    CHECK(verified.verify(item.set, rrsig, item.key).error().code() == Errc::crypto);

    std::vector<dns::Record> records = item.set.records();
    records.erase(records.begin());
    const auto set = must(dns::Rrset::from_records(records));
    CHECK(verified.verify(set, item.rrsig, item.key).error().code() == Errc::crypto);

    const auto zone = must(dns::Name::from_text("example.org."));
    const auto key = must(dnssec::ZoneKey::make(zone, item.key.dnskey()));
    CHECK(verified.verify(item.set, item.rrsig, key).error().code() == Errc::crypto);
    const auto revoked =
        must(dnssec::ZoneKey::make(item.key.zone(), dns::revoked_form(item.key.dnskey())));
    CHECK(verified.verify(item.set, item.rrsig, revoked).error().code() == Errc::crypto);
    CHECK(verified.size() == 1);
}

TEST_CASE("verified_signatures: a failure is not remembered", "[cooked][verified_signatures]") {
    const Signed item = signed_set();
    dns::Rrsig bad = item.rrsig;
    bad.signature[0] ^= 1U;
    VerifiedSignatures verified;
    CHECK_FALSE(verified.verify(item.set, bad, item.key).ok());
    CHECK(verified.size() == 0);
    CHECK_FALSE(verified.verify(item.set, bad, item.key).ok());
    CHECK(verified.verify(item.set, item.rrsig, item.key).ok());
}
