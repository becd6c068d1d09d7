// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/announcements.hpp"

#include "support/sample_keys.hpp"
#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::consumer::anchors_of;
using ceremony::consumer::ds_sets_of;
using ceremony::test::must;
using ceremony::test::sample_keys;
using ceremony::test::sample_keyset;

namespace {

constexpr std::size_t rsa = 0;
constexpr std::size_t p256 = 2;

UtcTime time(const std::string& text) {
    return must(UtcTime::from_text(text));
}

timeline::Key ksk(std::size_t sample) {
    const Bytes rdata = must(encoding::decode_hex(sample_keys.at(sample).rdata));
    dns::Dnskey dnskey = must(dns::read_dnskey(rdata));
    timeline::Key key;
    key.role = recipe::KeyRole::ksk;
    key.algorithm = dnskey.algorithm;
    key.data = std::move(dnskey.public_key);
    key.label = "the " + std::string(sample_keys.at(sample).algorithm_name) + " key";
    return key;
}

dns::Ds ds_from(std::string_view text) {
    return must(dns::scan_ds(text, "ds"));
}

consumer::Course at(const std::string& now) {
    return {std::nullopt, {}, time(now)};
}

// A KSK that goes, one that comes.
timeline::ZonePlan ds_roll() {
    timeline::ZonePlan plan;
    plan.zone = must(dns::Name::from_text("example."));
    plan.keys = {ksk(rsa), ksk(p256)};
    plan.ds_before = {{0, dns::DigestType::sha256}};
    plan.ds_changes = {{{{0, dns::DigestType::sha256}, {1, dns::DigestType::sha384}},
                        time("2027-02-01"),
                        time("2027-02-03"),
                        false},
                       {{{1, dns::DigestType::sha384}}, time("2027-03-01"), {}, false}};
    return plan;
}

}  // namespace

TEST_CASE("announcements: the DS sets of the plan, by time", "[consumer][announcements]") {
    const dns::Ds first = ds_from(sample_keys[rsa].ds_sha256);
    const dns::Ds second = ds_from(sample_keys[p256].ds_sha384);
    CHECK(must(ds_sets_of(ds_roll(), at("2027-01-01"))) ==
          std::vector<signers::DsSet>{{{first}, {}},
                                      {{first, second}, time("2027-02-01")},
                                      {{second}, time("2027-03-01")}});
    CHECK(consumer::next_ds_change(ds_roll(), at("2027-01-01")) == time("2027-02-01"));
    CHECK(consumer::next_ds_change(ds_roll(), at("2027-02-01")) == time("2027-03-01"));
    CHECK_FALSE(consumer::next_ds_change(ds_roll(), at("2027-03-01")));
}

TEST_CASE("announcements: a DS set that is not to go any more is never told to be gone",
          "[consumer][announcements]") {
    timeline::ZonePlan taken_back = ds_roll();
    taken_back.ds_changes = {{{}, time("2027-02-01"), {}, false},
                             {taken_back.ds_before, time("2027-03-01"), {}, false}};
    const dns::Ds first = ds_from(sample_keys[rsa].ds_sha256);
    CHECK(must(ds_sets_of(taken_back, at("2027-01-01"))) ==
          std::vector<signers::DsSet>{{{first}, {}}, {{first}, time("2027-03-01")}});
    // Nor is anybody asked to take it away.
    CHECK(consumer::ds_moves_of(taken_back, at("2027-01-01")).empty());
}

TEST_CASE("announcements: what rests on the import of the result waits for it",
          "[consumer][announcements]") {
    timeline::ZonePlan resting = ds_roll();
    resting.handover_until = time("2027-02-10");
    resting.ds_changes.front().after_import = 2 * 86400;
    const auto earliest = [&resting](std::optional<UtcTime> imported, std::size_t change) {
        return must(ds_sets_of(resting, {imported, {}, time("2027-01-01")})).at(change).earliest;
    };
    CHECK(earliest(std::nullopt, 1) == time("2027-02-12"));
    CHECK(earliest(time("2027-02-03"), 1) == time("2027-02-05"));
    CHECK(earliest(time("2027-02-20"), 1) == time("2027-02-22"));
    // No earlier than planned, however early the import is.
    CHECK(earliest(time("2027-01-05"), 1) == time("2027-02-01"));
    // The next one does not come before it.
    CHECK(earliest(time("2027-02-03"), 2) == time("2027-03-01"));
    CHECK(earliest(time("2027-03-20"), 2) == time("2027-03-22"));
    CHECK(consumer::next_ds_change(resting, {time("2027-02-20"), {}, time("2027-02-01")}) ==
          time("2027-02-22"));
    CHECK(consumer::next_ds_change(resting, at("2027-02-01")) == time("2027-02-12"));
}

TEST_CASE("announcements: each DS comes and goes once, whatever its digests",
          "[consumer][announcements]") {
    timeline::ZonePlan moving = ds_roll();
    moving.ds_before = {};
    moving.ds_changes.insert(moving.ds_changes.begin(),
                             {{{0, dns::DigestType::sha256}, {0, dns::DigestType::sha384}},
                              time("2027-01-10"),
                              {},
                              false});
    const auto moves = consumer::ds_moves_of(moving, at("2027-01-01"));
    REQUIRE(moves.size() == 3);
    const decltype(timeline::Gate::opens) seen_first = timeline::DsSeen{0};
    const decltype(timeline::Gate::opens) seen_second = timeline::DsSeen{1};
    const decltype(timeline::Gate::opens) gone_first = timeline::DsGone{0};
    CHECK((moves[0].observed == seen_first && moves[0].earliest == time("2027-01-10")));
    CHECK((moves[1].observed == seen_second && moves[1].earliest == time("2027-02-01")));
    CHECK((moves[2].observed == gone_first && moves[2].earliest == time("2027-03-01")));
}

TEST_CASE("announcements: a key that is not known has no DS", "[consumer][announcements]") {
    timeline::ZonePlan unknown = ds_roll();
    unknown.keys[1].data.reset();
    const auto sets = ds_sets_of(unknown, at("2027-01-01"));
    REQUIRE_FALSE(sets.ok());
    CHECK(sets.error().code() == Errc::semantics);
    CHECK(sets.error().message() ==
          "example.: the public key of the ECDSAP256SHA256 key is not known");
}

TEST_CASE("announcements: a trust anchor lasts from its making to its end",
          "[consumer][announcements]") {
    const keysets::Keyset keyset = sample_keyset();
    timeline::ZonePlan plan = ::ds_roll();
    plan.keys[0].planned.remove = time("2027-06-01");
    plan.keys[1].planned.generate = time("2027-01-05");
    plan.keys[1].observed.generate = time("2027-01-06");
    plan.keys[1].planned.publish = time("2027-01-04");
    plan.keys[1].planned.remove = time("2029-01-01");
    plan.keys[1].planned.revoke = time("2028-12-01");
    plan.keys.push_back(ksk(p256));
    plan.keys.back().data.reset();
    plan.keys.push_back(ksk(p256));
    plan.keys.back().role = recipe::KeyRole::zsk;
    const auto dnskey = [&](std::size_t key) {
        return dns::Dnskey{dns::ksk_flags, plan.keys[key].algorithm, *plan.keys[key].data};
    };
    CHECK(anchors_of(plan, keyset) ==
          std::vector<signers::Anchor>{{dnskey(0), keyset.inception, time("2027-06-01")},
                                       {dnskey(1), time("2027-01-06"), time("2028-12-01")}});
}

TEST_CASE("announcements: without a plan the KSKs that sign count", "[consumer][announcements]") {
    keysets::Keyset keyset = sample_keyset();
    const dns::Dnskey signing = keyset.keys.at(2);
    dns::Dnskey idle = signing;
    idle.public_key.back() ^= 1U;
    keyset.keys.push_back(idle);
    // From the file Kexample.+013+05346.ds of ldns-keygen.
    CHECK(must(ds_sets_of(keyset)) ==
          std::vector<signers::DsSet>{
              {{ds_from("5346 13 2 "
                        "80c309df2bad87b381b759957dcbcaffb3f9b44af70a149eb6c21b94f258c606")},
               {},
               false}});
    CHECK(anchors_of(keyset) ==
          std::vector<signers::Anchor>{{signing, keyset.inception, std::nullopt}});
    keyset.keys.at(2).flags = dns::revoked_ksk_flags;
    keyset.signatures.front().key_tag = dns::key_tag(keyset.keys.at(2));
    CHECK(must(ds_sets_of(keyset)).front().records.empty());
    CHECK(anchors_of(keyset).empty());
}
