// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/verify.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dnssec/key_form.hpp"
#include "support/printing.hpp"
#include "unit/dnssec/signed_sets.hpp"

using namespace ceremony;
using namespace ceremony::dnssec;
using ceremony::test::all_signed;
using ceremony::test::must;
using ceremony::test::signature_verifies;
using ceremony::test::Signed;
using ceremony::test::signed_called;

namespace {

Outcome verify_all(const Signed& item) {
    const auto key = TRY(ZoneKey::make(item.zone, item.dnskey));
    return verify(item.set, item.rrsig, key);
}

UtcTime at(const std::string& text) {
    return must(UtcTime::from_text(text));
}

std::string refusal(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
    return outcome.error().message();
}

}  // namespace

TEST_CASE("verify: a key at another zone is the same key there", "[dnssec][verify]") {
    const Signed item = signed_called("algorithm 13");
    const auto other = must(dns::Name::from_text("other.example."));
    const ZoneKey there = must(ZoneKey::make(other, item.dnskey));
    const ZoneKey key = there.at(item.zone);
    CHECK(key.zone() == item.zone);
    CHECK(key.dnskey() == item.dnskey);
    CHECK(key.key_tag() == there.key_tag());
    must(verify(item.set, item.rrsig, key));
    CHECK(verify(item.set, item.rrsig, there).error().code() == Errc::crypto);
}

TEST_CASE("verify: sets that RFCs and other signers signed verify and no others do",
          "[dnssec][verify]") {
    std::set<std::pair<dns::Algorithm, std::string>> verified;
    for (const auto& item : all_signed()) {
        CAPTURE(item.name);
        const auto outcome = verify_all(item);
        const std::string got =
            outcome.ok() ? "ok" : std::string(to_string(outcome.error().code()));
        CHECK(got == item.expect);
        if (outcome.ok()) {
            verified.emplace(item.rrsig.algorithm, item.name.substr(0, item.name.find(' ')));
        }
    }
    for (const auto algorithm : dns::algorithms) {
        CAPTURE(dns::to_string(algorithm));
        CHECK(verified.contains({algorithm, "DNSKEY"}));
    }
}

TEST_CASE("verify: order and letter case of a set do not matter", "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of gov.example.co.uk. by algorithm 14");
    std::vector<Bytes> rdata;
    for (const auto& record : item.set.records()) {
        rdata.insert(rdata.begin(), record.rdata());
    }
    const auto owner = must(dns::Name::from_text("GOV.Example.Co.UK."));
    const auto set = must(dns::Rrset::make(owner, item.set.type(), item.set.ttl(), rdata));
    CHECK(verify(set, item.rrsig, item.key()).ok());
}

// RFC 4034, section 3.1.4: the original TTL is under the signature, the TTL is not. A
// cache may count a TTL down; here sets come from whoever publishes them.
TEST_CASE("verify: the TTL of a set must be the original one", "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of nl. by algorithm 13");
    Signed other = item;
    std::vector<Bytes> rdata;
    for (const auto& record : item.set.records()) {
        rdata.push_back(record.rdata());
    }
    other.set = must(dns::Rrset::make(item.set.owner(), item.set.type(), 3599, rdata));
    CHECK(signature_verifies(other, other.key()));
    CHECK(refusal(verify_all(other)) == "the RRSIG has original TTL 3600, not 3599");
}

TEST_CASE("verify: each field that does not fit is named", "[dnssec][verify]") {
    const auto good = signed_called("DNSKEY of nl. by algorithm 13");
    struct Row {
        std::string message;
        void (*change)(Signed&);
    };
    const auto row = GENERATE(values<Row>({
        {"the RRSIG has type covered CDS, not DNSKEY",
         [](Signed& item) {
             item.rrsig.type_covered = dns::RrType::cds;
         }},
        {"the RRSIG has labels 0, not 1",
         [](Signed& item) {
             item.rrsig.labels = 0;
         }},
        {"the RRSIG has labels 2, not 1",
         [](Signed& item) {
             item.rrsig.labels = 2;
         }},
        {"the RRSIG has original TTL 1, not 3600",
         [](Signed& item) {
             item.rrsig.original_ttl = 1;
         }},
        {"the RRSIG has signer \".\", not \"nl.\"",
         [](Signed& item) {
             item.rrsig.signer = dns::Name();
         }},
        {"the RRSIG has algorithm ED25519, not ECDSAP256SHA256",
         [](Signed& item) {
             item.rrsig.algorithm = dns::Algorithm::ed25519;
         }},
        {"the RRSIG has key tag 7, not 23323",
         [](Signed& item) {
             item.rrsig.key_tag = 7;
         }},
        {"the RRSIG expires before its inception",
         [](Signed& item) {
             std::swap(item.rrsig.inception, item.rrsig.expiration);
         }},
        {"the RRSIG expires before its inception",
         [](Signed& item) {
             item.rrsig.expiration = item.rrsig.inception + 0x8000'0000U;
         }},
        {"the signature does not verify",
         [](Signed& item) {
             ++item.rrsig.expiration;
         }},
        {"the signature does not verify",
         [](Signed& item) {
             item.rrsig.expiration = item.rrsig.inception;
         }},
        {"the signature has 63 octets, not 64",
         [](Signed& item) {
             item.rrsig.signature.pop_back();
         }},
    }));
    CAPTURE(row.message);
    Signed item = good;
    row.change(item);
    CHECK(refusal(verify_all(item)) == row.message);
}

TEST_CASE("verify: a key signs only in its zone", "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of nl. by algorithm 13");
    const ZoneKey key = item.key();
    const auto message = [&](const std::string& owner, dns::RrType type) {
        const auto name = must(dns::Name::from_text(owner));
        Bytes rdata = {1, 2, 3, 4};
        if (type == dns::RrType::dnskey || type == dns::RrType::cdnskey) {
            rdata = dns::to_rdata(item.dnskey);
        } else if (type == dns::RrType::cds || type == dns::RrType::ds) {
            rdata = {0, 0, 13, 2};
            rdata.resize(4 + 32);
        }
        auto rrsig = item.rrsig;
        rrsig.type_covered = type;
        rrsig.labels = name.rrsig_labels();
        return refusal(verify(must(dns::Rrset::make(name, type, 3600, {rdata})), rrsig, key));
    };
    CHECK(message("a.nl.", dns::RrType::a) == "the signature does not verify");
    CHECK(message("nl.", dns::RrType::a) == "the signature does not verify");
    CHECK(message("nl.", dns::RrType::cds) == "the signature does not verify");
    CHECK(message("a.nl.", dns::RrType::ds) == "the signature does not verify");
    CHECK(message("nl.", dns::RrType::ds) == R"(a key of "nl." signs no set at "nl.")");
    CHECK(message("de.", dns::RrType::a) == R"(a key of "nl." signs no set at "de.")");
    CHECK(message(".", dns::RrType::a) == R"(a key of "nl." signs no set at ".")");
    CHECK(message("anl.", dns::RrType::a) == R"(a key of "nl." signs no set at "anl.")");
    // The octets of "nl." at the end of a longer label.
    CHECK(message("x\\002nl.", dns::RrType::a) == R"(a key of "nl." signs no set at "x\\002nl.")");
    CHECK(message("nl.de.", dns::RrType::a) == R"(a key of "nl." signs no set at "nl.de.")");
    CHECK(message("a.nl.", dns::RrType::dnskey) == R"(a key of "nl." signs no set at "a.nl.")");
    CHECK(message("a.nl.", dns::RrType::cds) == R"(a key of "nl." signs no set at "a.nl.")");
    CHECK(message("a.nl.", dns::RrType::cdnskey) == R"(a key of "nl." signs no set at "a.nl.")");
}

TEST_CASE("verify: a DNSKEY set must contain the key that signs it", "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of nl. by algorithm 13");
    std::vector<Bytes> others;
    for (const auto& record : item.set.records()) {
        if (record.rdata() != dns::to_rdata(item.dnskey)) {
            others.push_back(record.rdata());
        }
    }
    REQUIRE(others.size() + 1 == item.set.records().size());
    const auto set = must(dns::Rrset::make(item.zone, dns::RrType::dnskey, 3600, others));
    CHECK(refusal(verify(set, item.rrsig, item.key())) ==
          "the key is not in the DNSKEY set that it signs");
}

TEST_CASE("verify: a revoked key signs only DNSKEY sets", "[dnssec][verify]") {
    const auto item =
        signed_called("DNSKEY of example. by algorithm 13, 3 records, key 30438, the revoked key");
    CHECK(item.dnskey.revoked());
    CHECK(verify_all(item).ok());
    auto rrsig = item.rrsig;
    rrsig.type_covered = dns::RrType::cdnskey;
    const auto set =
        must(dns::Rrset::make(item.zone, dns::RrType::cdnskey, 3600, {dns::to_rdata(item.dnskey)}));
    CHECK(refusal(verify(set, rrsig, item.key())) == "a revoked key signs only DNSKEY sets");
}

TEST_CASE("verify: a ZoneKey is a key of the zone that can be read", "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of nl. by algorithm 13");
    const ZoneKey key = item.key();
    CHECK(key.zone() == item.zone);
    CHECK(key.dnskey() == item.dnskey);
    CHECK(key.key_tag() == item.rrsig.key_tag);
    CHECK(key.public_key() == must(read_key_field(item.dnskey.algorithm, item.dnskey.public_key)));

    auto dnskey = item.dnskey;
    dnskey.flags = 1;
    const auto no_zone_key = ZoneKey::make(item.zone, dnskey);
    REQUIRE_FALSE(no_zone_key.ok());
    CHECK(no_zone_key.error().code() == Errc::semantics);
    CHECK(no_zone_key.error().message() == "the DNSKEY has not the Zone Key flag");

    dnskey = item.dnskey;
    dnskey.public_key.pop_back();
    CHECK(ZoneKey::make(item.zone, dnskey).error().code() == Errc::syntax);
}

TEST_CASE("verify: the first and the last second of the validity belong to it",
          "[dnssec][verify]") {
    const auto item = signed_called("DNSKEY of . by algorithm 8");
    const ZoneKey key = item.key();
    const auto verified = [&](const std::string& time) {
        return verify_at(item.set, item.rrsig, key, at(time));
    };
    CHECK(verified("2027-01-01 00:00:00").ok());
    CHECK(verified("2027-01-08 12:00:00").ok());
    CHECK(verified("2027-01-15 00:00:00").ok());
    CHECK(refusal(verified("2026-12-31 23:59:59")) ==
          "the RRSIG is valid from 2027-01-01 00:00:00, not yet at 2026-12-31 23:59:59");
    CHECK(refusal(verified("2027-01-15 00:00:01")) ==
          "the RRSIG was valid until 2027-01-15 00:00:00, no longer at 2027-01-15 00:00:01");
    Signed other = item;
    other.rrsig.signature[0] ^= 1U;
    CHECK(refusal(verify_at(other.set, other.rrsig, key, at("2027-01-08"))) ==
          "the signature does not verify");
}

TEST_CASE("verify: validity goes on where 32 bits end", "[dnssec][verify]") {
    dns::Rrsig rrsig;
    rrsig.inception = 0xffff'ff00U;   // 2106-02-07 06:24:00
    rrsig.expiration = 0x0000'0100U;  // 256 seconds after 2106-02-07 06:28:16
    CHECK(check_validity(rrsig, at("2106-02-07 06:24:00")).ok());
    CHECK(check_validity(rrsig, at("2106-02-07 06:28:16")).ok());
    CHECK(check_validity(rrsig, at("2106-02-07 06:32:32")).ok());
    CHECK_FALSE(check_validity(rrsig, at("2106-02-07 06:23:59")).ok());
    CHECK_FALSE(check_validity(rrsig, at("2106-02-07 06:32:33")).ok());
    CHECK_FALSE(check_validity(rrsig, at("2027-01-01")).ok());
    rrsig.inception = 0x7fff'ff00U;  // 2038-01-19 03:09:52
    rrsig.expiration = 0x8000'0100U;
    CHECK(check_validity(rrsig, at("2038-01-19 03:14:08")).ok());
}

TEST_CASE("verify: a time that is as far in the past as in the future proves nothing",
          "[dnssec][verify]") {
    dns::Rrsig rrsig;
    rrsig.inception = 1000;
    rrsig.expiration = 2000;
    const auto opposite = must(UtcTime::from_seconds(1000 + (std::int64_t{1} << 31U)));
    CHECK(check_validity(rrsig, opposite).error().code() == Errc::crypto);
    const auto other = must(UtcTime::from_seconds(2000 + (std::int64_t{1} << 31U)));
    CHECK(check_validity(rrsig, other).error().code() == Errc::crypto);
}
