// SPDX-License-Identifier: BSD-3-Clause

#include "policy/check.hpp"

#include <functional>

#include "support/printing.hpp"
#include "timeline/timing.hpp"
#include "unit/policy/read.hpp"

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;
using ceremony::test::says;

namespace {

using Change = std::function<void(Policy&)>;

Duration fixed(Seconds seconds) {
    return must(Duration::of(0, seconds));
}

Duration months(std::int64_t count) {
    return must(Duration::of(count, 0));
}

std::vector<Finding> after(const Change& change) {
    Policy policy;
    change(policy);
    return check_policy(policy, timeline::rollovers_of(policy));
}

// The one thing that is wrong after `change`.
Finding finding(const Change& change) {
    const std::vector<Finding> findings = after(change);
    REQUIRE(findings.size() == 1);
    return findings.front();
}

}  // namespace

TEST_CASE("check: the defaults are sound and leave no doubt", "[policy][check]") {
    CHECK(check_policy(Policy(), timeline::rollovers_of(Policy())).empty());
    CHECK(doubts_about(Policy()).empty());
}

TEST_CASE("check: a signature is refreshed before any cache outlives it", "[policy][check]") {
    // 3 days late, 12 hours of propagation, 1 hour in the cache, 5 minutes of clock skew.
    const Seconds least = 3 * day + 12 * hour + hour + 5 * minute;
    CHECK(after([](Policy& p) { p.refresh = least; }).empty());
    CHECK(finding([](Policy& p) { p.refresh = least - 1; }) ==
          Finding{"refresh is P3DT13H4M59S, but a DNSKEY set may be used for another lateness P3D "
                  "+ zone.propagation PT12H + ttl PT1H + clock-skew PT5M = P3DT13H5M after the "
                  "next one was due: a cache could outlive its signature",
                  "refresh: P3DT13H5M"});
}

TEST_CASE("check: a signature lives longer than its refresh", "[policy][check]") {
    CHECK(after([](Policy& p) { p.validity = p.refresh + 1; }).empty());
    CHECK(finding([](Policy& p) { p.validity = p.refresh; }).change == "validity: more than P5D");
}

TEST_CASE("check: a slot fits between a signature and its refresh", "[policy][check]") {
    CHECK(after([](Policy& p) { p.slot = fixed(9 * day); }).empty());
    CHECK(finding([](Policy& p) { p.slot = fixed(9 * day + 1); }) ==
          Finding{"slot is P9DT1S, up to P9DT1S, longer than validity P14D - refresh P5D = P9D",
                  "validity: P14DT1S"});
}

TEST_CASE("check: months and years count with the longest there are", "[policy][check]") {
    const auto [count, days] = GENERATE(table<std::int64_t, Seconds>({
        {1, 31},    // January
        {2, 62},    // July and August
        {3, 92},    // July to September
        {6, 184},   // July to December
        {12, 366},  // a leap year
        {48, 1461},
    }));
    CAPTURE(count);
    const auto with_validity = [&, slot = count](Seconds validity) {
        return after([&](Policy& p) {
            p.slot = months(slot);
            p.validity = validity;
        });
    };
    CHECK(with_validity(days * day + 5 * day).empty());
    CHECK(with_validity(days * day + 5 * day - 1).size() == 1);
}

TEST_CASE("check: signatures begin before the slot by more than clocks differ", "[policy][check]") {
    CHECK(after([](Policy& p) { p.inception_offset = p.clock_skew; }).empty());
    CHECK(finding([](Policy& p) { p.inception_offset = p.clock_skew - 1; }) ==
          Finding{"inceptionoffset is PT4M59S, less than clock-skew PT5M: a signature would be "
                  "used before it is valid",
                  "inceptionoffset: PT5M"});
}

TEST_CASE("check: a signature cannot be valid for 2^31 seconds", "[policy][check]") {
    const Seconds most = 2147483647 - hour;
    CHECK(after([](Policy& p) { p.validity = most; }).empty());
    CHECK(finding([](Policy& p) { p.validity = most + 1; }).change ==
          "validity: " + fixed(most).text());
}

TEST_CASE("check: the signatures of the zone live longer than their refresh", "[policy][check]") {
    CHECK(finding([](Policy& p) { p.zone.signature.refresh = 14 * day; }).change ==
          "zone.signature.validity: more than P14D");
}

TEST_CASE("check: a ZSK lives longer than its rollover", "[policy][check]") {
    // Ipub: 3 d 12 h 5 min until it is served everywhere, 1 h in caches, 1 h safety. Iret: 11 d
    // 14 h until its last signature is replaced, again 3 d 12 h 5 min, 1 d in caches, 1 h safety.
    const Seconds pre_publish = 19 * day + 17 * hour + 10 * minute;
    CHECK(after([](Policy& p) { p.zsk.lifetime = fixed(pre_publish); }).empty());
    CHECK(finding([](Policy& p) { p.zsk.lifetime = fixed(pre_publish - 1); }) ==
          Finding{"zsk.lifetime is P19DT17H9M59S, but from the first to the last step a rollover "
                  "takes P19DT17H10M",
                  "zsk.lifetime: P19DT17H10M"});
    const Seconds double_signature = 16 * day + 3 * hour + 5 * minute;
    const auto doubled = [](Seconds lifetime) {
        return after([&](Policy& p) {
            p.zsk.roll = ZskRoll::double_signature;
            p.zsk.lifetime = fixed(lifetime);
        });
    };
    CHECK(doubled(double_signature).empty());
    CHECK(doubled(double_signature - 1).size() == 1);
    // The signer of another: its keys are not planned.
    CHECK(after([](Policy& p) {
              p.zsk.source = ZskSource::external;
              p.zsk.lifetime = fixed(1);
          }).empty());
    CHECK(after([](Policy& p) {
              p.zone.signature.resign_all = true;
              p.zsk.lifetime = fixed(pre_publish - (11 * day + 14 * hour));
          }).empty());
}

TEST_CASE("check: the shortest months count for a lifetime", "[policy][check]") {
    // February has 28 days: that is enough, and one day less is not.
    CHECK(after([](Policy& p) { p.zsk.lifetime = months(1); }).empty());
    CHECK(finding([](Policy& p) {
              p.zsk.lifetime = months(1);
              p.zone.max_ttl = day + 8 * day + 6 * hour + 50 * minute + 1;
          }).change == "zsk.lifetime: P28DT1S");
}

TEST_CASE("check: a KSK lives longer than its rollover", "[policy][check]") {
    struct Row {
        KskRoll roll;
        bool rfc5011;
        bool parent;
        Seconds rollover;
    };
    // The child: 3 d 12 h 5 min and 1 h in caches. The parent: 2 d until the registration, 12 h
    // of propagation, 1 d in caches. RFC 5011: the child,
    // 30 d, twice 1 h and 14 d until the last set without the key expires; with double-ds the
    // child and 1 h of safety until no cache needs the old key; the child and 30 d after.
    const auto row = GENERATE(values<Row>({
        {KskRoll::double_ds, false, true, 7 * day + 3 * hour + 5 * minute},
        {KskRoll::double_signature, false, true, 7 * day + 3 * hour + 5 * minute},
        {KskRoll::double_rrset, false, true, 7 * day + 3 * hour + 5 * minute},
        {KskRoll::double_ds, false, false, 3 * day + 15 * hour + 5 * minute},
        {KskRoll::double_ds, true, true, 84 * day + 16 * hour + 15 * minute},
        {KskRoll::double_ds, true, false, 84 * day + 17 * hour + 15 * minute},
    }));
    CAPTURE(row.rollover);
    const auto with_lifetime = [&](Seconds lifetime) {
        return after([&](Policy& p) {
            p.ksk.roll = row.roll;
            p.rfc5011 = row.rfc5011;
            p.parent = row.parent ? p.parent : std::nullopt;
            p.ksk.lifetime = fixed(lifetime);
        });
    };
    CHECK(with_lifetime(row.rollover).empty());
    const std::vector<Finding> findings = with_lifetime(row.rollover - 1);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().change == "ksk.lifetime: " + fixed(row.rollover).text());
}

TEST_CASE("check: RFC 5011 goes by the TTL of the set", "[policy][check]") {
    // The interval between queries is half of 20 days, and 20 days are less than the hold-down.
    const Seconds child = 3 * day + 12 * hour + 5 * minute;
    const Seconds revoked = child + 20 * day + hour;  // after the swap, with its safety
    const Seconds rollover =
        child + 30 * day + 2 * 10 * day + 40 * day + revoked + child + 30 * day;
    CHECK(finding([](Policy& p) {
              p.rfc5011 = true;
              p.ttl = 20 * day;
              p.refresh = 30 * day;
              p.validity = 40 * day;
              p.zsk.lifetime = months(12);
              p.ksk.lifetime = fixed(1);
          }).change == "ksk.lifetime: " + fixed(rollover).text());
}

TEST_CASE("check: one algorithm signs all of a zone", "[policy][check]") {
    CHECK(finding([](Policy& p) { p.zsk.algorithm = dns::Algorithm::ed25519; }) ==
          Finding{"ksk.algo is ECDSAP256SHA256 and zsk.algo ED25519: every algorithm of the DS set "
                  "and of the DNSKEY set has to sign all of the zone (RFC 4035, section 2.2)",
                  "zsk.algo: ECDSAP256SHA256"});
}

TEST_CASE("check: without a parent nobody reads CDS", "[policy][check]") {
    const auto without_parent = [](CdsPublish publish) {
        return after([&](Policy& p) {
            p.parent.reset();
            p.cds.publish = publish;
        });
    };
    CHECK(without_parent(CdsPublish::never).empty());
    CHECK(without_parent(CdsPublish::rollover).size() == 1);
    CHECK(without_parent(CdsPublish::always).front() ==
          Finding{"there is no parent to read CDS", "cds: { publish: never }"});
}

TEST_CASE("check: all that is wrong is told", "[policy][check]") {
    CHECK(after([](Policy& p) {
              p.refresh = 1;
              p.inception_offset = 0;
              p.zsk.lifetime = fixed(1);
          }).size() == 3);
}

TEST_CASE("check: a reserve shorter than the hand-over is doubtful", "[policy][check]") {
    Policy policy;
    policy.reserve = policy.handover - 1;
    REQUIRE(doubts_about(policy).size() == 1);
    CHECK(doubts_about(policy).front().change == "reserve: P14D");
    policy.reserve = policy.handover;
    CHECK(doubts_about(policy).empty());
}

TEST_CASE("check: a secondary that outlives its signatures is doubtful", "[policy][check]") {
    Policy policy;
    policy.zone.soa_expire = policy.refresh + 1;
    REQUIRE(doubts_about(policy).size() == 1);
    CHECK(doubts_about(policy).front() ==
          Finding{"zone.soa-expire is P5DT1S, more than refresh P5D: a secondary server that was "
                  "cut off may serve expired signatures",
                  "refresh: P5DT1S"});
}

TEST_CASE("check: OpenDNSSEC cannot publish CDS sets that the KSK signed", "[policy][check]") {
    const std::string zones =
        "zones: [ { name: nl. }, { name: be. } ]\n"
        "publish:\n"
        "  - { zone: nl., format: signconf, file: /nl.xml }\n"
        "  - { zone: be., format: zone, file: /be.zone }\n";
    const Configuration with = says("kasp: { cds: { publish: always } }\n" + zones);
    CHECK(check_zone(with, with.zones[0]).size() == 1);
    CHECK(check_zone(with, with.zones[1]).empty());
    const Configuration without = says(zones);
    CHECK(check_zone(without, without.zones[0]).empty());
}

TEST_CASE("check: zones that share a KSK agree on it", "[policy][check]") {
    const auto sharing = [](const std::string& policy) {
        const Configuration configuration = says(
            "policies:\n"
            "  other: { ksk: { lifetime: P1Y } }\n"
            "  same: { zsk: { lifetime: P1Y } }\n"
            "zones: [ { name: nl. }, { name: be., ksk-shared-with: nl., policy: " +
            policy + " } ]\n");
        return check_zone(configuration, configuration.zones[1]);
    };
    CHECK(sharing("same").empty());
    CHECK(sharing("kasp").empty());
    REQUIRE(sharing("other").size() == 1);
    CHECK(sharing("other").front() ==
          Finding{"its KSK is that of nl., for which another policy has other values of ksk",
                  "policy: kasp"});
}
