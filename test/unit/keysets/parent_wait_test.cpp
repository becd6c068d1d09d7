// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/parent_wait.hpp"

#include "dnssec/ds_digest.hpp"
#include "keysets/forecast.hpp"
#include "unit/keysets/life.hpp"

namespace parent_wait_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::ZoneSets;
using test::instant;
using test::keyset;
using test::ksk;
using test::Life;
using test::must;
using test::zsk;
using timeline::DsAtParent;
using timeline::DsChange;

namespace {

constexpr timeline::Seconds day = 86400;
constexpr timeline::Seconds hour = 3600;

const DsAtParent old_ds{0, dns::DigestType::sha256};
const DsAtParent new_ds{1, dns::DigestType::sha256};

timeline::Key key_of(const dns::Dnskey& dnskey, const char* publish) {
    timeline::Key key;
    key.role = recipe::KeyRole::ksk;
    key.algorithm = dnskey.algorithm;
    key.data = dnskey.public_key;
    key.planned.publish = instant(publish);
    key.planned.active = key.planned.publish;
    return key;
}

// One that is assumed to be complete after the registration.
DsChange assumed(std::vector<DsAtParent> after, const char* earliest, const char* complete) {
    return {std::move(after), instant(earliest), instant(complete), true};
}

Keyset slot(const char* from, const char* until, std::vector<dns::Dnskey> ksks) {
    const std::vector<dns::Dnskey> signers = ksks;
    ksks.push_back(zsk(1));
    return test::with_zone_signers(keyset(from, until, ksks, signers), {zsk(1)});
}

// KSK 5 takes the place of KSK 9. IpubC and IretC are D + 2 h = 3 d 14 h 5 min, of which 3 d are
// lateness; IpubP and IretP are 12 h + 1 d + 1 h = 1 d 13 h; Dreg is 2 d.
ZoneSets with_plan(std::vector<Keyset> sets, const char* second, std::vector<DsChange> changes) {
    timeline::ZonePlan plan = test::plan_with_numbers();
    plan.timing.parent_propagation = 12 * hour;
    plan.timing.ds_ttl = day;
    plan.timing.parent_registration = 2 * day;
    plan.handover_until = instant("2027-01-01");
    plan.keys = {key_of(ksk(9), "2027-01-01"), key_of(ksk(5), second)};
    plan.ds_before = {old_ds};
    plan.ds_changes = std::move(changes);
    ZoneSets zone;
    zone.sets = std::move(sets);
    zone.plans.emplace(crypto::Sha256{1}, std::move(plan));
    return zone;
}

// Both sign from 01-15 on; the DS is changed IpubC after that, 01-18 14:05, until 01-20 14:05; KSK
// 9 leaves IretP after that.
ZoneSets double_signature() {
    ZoneSets zone =
        with_plan({slot("2027-01-01", "2027-01-15", {ksk(9)}),
                   slot("2027-01-15", "2027-01-22 03:05:00", {ksk(5), ksk(9)}),
                   slot("2027-01-22 03:05:00", "2027-02-12", {ksk(5)})},
                  "2027-01-15", {assumed({new_ds}, "2027-01-18 14:05:00", "2027-01-20 14:05:00")});
    zone.sets.front().expiration = instant("2027-02-12");
    return zone;
}

// The first DS comes 6 d 13 h 5 min after the first set (2 d of old signatures, D, 1 d, 1 h), the
// second on 01-20 until 01-22; KSK 5 takes over IpubP after that.
ZoneSets double_ds() {
    ZoneSets zone = with_plan({slot("2027-01-01", "2027-01-23 13:00:00", {ksk(9)}),
                               slot("2027-01-23 13:00:00", "2027-02-12", {ksk(5)})},
                              "2027-01-23 13:00:00",
                              {assumed({old_ds}, "2027-01-07 13:05:00", "2027-01-09 13:05:00"),
                               assumed({old_ds, new_ds}, "2027-01-20", "2027-01-22"),
                               assumed({new_ds}, "2027-01-27 03:05:00", "2027-01-29 03:05:00")});
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    plan.ds_before = {};
    plan.keys[0].planned.remove = instant("2027-01-23 13:00:00");
    return zone;
}

// Both sign, and have a DS, from 01-15 on; the old DS goes IretC after that, until four days later,
// and KSK 9 leaves IretP after that. Dreg is 4 d.
ZoneSets double_rrset() {
    ZoneSets zone = with_plan({slot("2027-01-01", "2027-01-15", {ksk(9)}),
                               slot("2027-01-15", "2027-01-24 03:05:00", {ksk(5), ksk(9)}),
                               slot("2027-01-24 03:05:00", "2027-02-12", {ksk(5)})},
                              "2027-01-15",
                              {assumed({old_ds, new_ds}, "2027-01-15", "2027-01-19"),
                               assumed({new_ds}, "2027-01-18 14:05:00", "2027-01-22 14:05:00")});
    zone.plans.begin()->second.timing.parent_registration = 4 * day;
    zone.sets.front().expiration = instant("2027-02-12");
    return zone;
}

policy::Event seen(const dns::Dnskey& key, const char* at) {
    const dns::Name name = must(dns::Name::from_text("example."));
    return policy::DsSeen{name, must(dnssec::make_ds(name, key, dns::DigestType::sha256)),
                          instant(at)};
}

}  // namespace

TEST_CASE("parent_wait: as late as the plan allows, nothing waits for the parent",
          "[keysets][parent_wait]") {
    SECTION("double-signature") {
        Life life(double_signature());
        REQUIRE(life.run("2027-01-04") == "01-01");
        // The last second of the lateness.
        REQUIRE(life.run("2027-01-18") == "01-15");
        CHECK(life.run("2027-01-22 03:04:59") == "01-15");
        CHECK(life.run("2027-01-22 03:05:00") == "01-22");
        CHECK(life.alarm.empty());
    }
    SECTION("double-ds") {
        Life life(double_ds());
        REQUIRE(life.run("2027-01-04") == "01-01");
        CHECK(life.run("2027-01-23 13:00:00") == "01-23");
        CHECK(life.alarm.empty());
    }
    SECTION("double-rrset") {
        Life life(double_rrset());
        REQUIRE(life.run("2027-01-04") == "01-01");
        REQUIRE(life.run("2027-01-18") == "01-15");
        CHECK(life.run("2027-01-24 03:05:00") == "01-24");
        CHECK(life.alarm.empty());
    }
}

TEST_CASE("parent_wait: keys wait as long as the change at the parent was put off",
          "[keysets][parent_wait]") {
    SECTION("double-signature, a second too late") {
        Life life(double_signature());
        REQUIRE(life.run("2027-01-01") == "01-01");
        REQUIRE(life.run("2027-01-18 00:00:01") == "01-15");
        CHECK(life.run("2027-01-22 03:05:00") == "-");
        CHECK(life.run("2027-01-22 03:05:01") == "01-22");
        CHECK(life.alarm.empty());
    }
    SECTION("double-signature, five days late") {
        Life life(double_signature());
        REQUIRE(life.run("2027-01-01") == "01-01");
        REQUIRE(life.run("2027-01-20") == "01-15");
        // Asked 14 h 5 min later, there two days later, in every cache IretP after that.
        CHECK(life.run("2027-01-24 03:04:59") == "-");
        const std::string tag = std::to_string(dns::key_tag(ksk(5)));
        CHECK(life.alarm ==
              "the keys of the set from 2027-01-22 03:05:00 have to wait until 2027-01-24 "
              "03:05:00, because the parent may have the DS of KSK " +
                  tag +
                  " from 2027-01-20 14:05:00 on only: when that is seen, record it: consumer event "
                  "ds-seen; there is time until 2027-01-29 02:05:00");
        CHECK(life.again == instant("2027-01-24 03:05:00"));
        CHECK(life.run("2027-01-24 03:05:00") == "01-22");
        CHECK(life.alarm.empty());
    }
    SECTION("double-ds, where the first set was too late for the DS of the second KSK") {
        Life life(double_ds());
        // The first DS may be asked for 3 d 13 h 5 min later, before that of the second.
        REQUIRE(life.run("2027-01-16 10:55:00") == "01-01");
        CHECK(life.run("2027-01-23 13:00:00") == "01-23");
        Life late(double_ds());
        REQUIRE(late.run("2027-01-18") == "01-01");
        CHECK(late.run("2027-01-25 02:04:59") == "-");
        CHECK_THAT(late.alarm, Catch::Contains("have to wait until 2027-01-25 02:05:00") &&
                                   Catch::Contains("from 2027-01-21 13:05:00 on only"));
        CHECK(late.run("2027-01-25 02:05:00") == "01-23");
        CHECK(late.alarm.empty());
    }
    SECTION("double-rrset, for the DS that comes, and not for the one that goes") {
        Life life(double_rrset());
        REQUIRE(life.run("2027-01-01") == "01-01");
        // Seven days late: asked four days after the 15th, there on 01-23, in every cache IpubP
        // after that.
        REQUIRE(life.run("2027-01-22") == "01-15");
        CHECK(life.run("2027-01-24 12:59:59") == "-");
        CHECK_THAT(life.alarm, Catch::Contains("have to wait until 2027-01-24 13:00:00"));
        CHECK(life.run("2027-01-24 13:00:00") == "01-24");
    }
}

TEST_CASE("parent_wait: what somebody has seen at the parent counts", "[keysets][parent_wait]") {
    Life life(double_signature());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-20") == "01-15");
    life.events = {seen(ksk(9), "2027-01-20 15:00:00")};
    CHECK(life.run("2027-01-23 00:00:00") == "-");
    // IpubP after it was seen.
    life.events = {seen(ksk(5), "2027-01-20 15:00:00")};
    CHECK(life.run("2027-01-22 03:59:59") == "-");
    CHECK(life.run("2027-01-22 04:00:00") == "01-22");
    CHECK(life.alarm.empty());
}

TEST_CASE("parent_wait: where it was lost what was published, an observation makes up for it",
          "[keysets][parent_wait]") {
    // All was in time, and the DS was there on 01-20; the store was lost on 01-21.
    Life life(double_signature());
    REQUIRE(life.run("2027-01-21") == "01-15");
    SECTION("it is not known when the parent was asked") {
        CHECK(life.run("2027-01-22 03:05:00") == "-");
        CHECK_THAT(life.alarm, Catch::Contains("have to wait until 2027-01-25 03:05:00") &&
                                   Catch::Contains("record it: consumer event ds-seen"));
        CHECK(life.run("2027-01-25 03:05:00") == "01-22");
    }
    SECTION("somebody has seen the DS") {
        life.events = {seen(ksk(5), "2027-01-20 14:05:00")};
        CHECK(life.run("2027-01-22 03:05:00") == "01-22");
        CHECK(life.alarm.empty());
    }
}

TEST_CASE("parent_wait: an observation from another time does not count",
          "[keysets][parent_wait]") {
    Life life(double_signature());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-20") == "01-15");
    life.events = {seen(ksk(5), "2027-01-18 14:04:59")};
    CHECK(life.run("2027-01-24 03:04:59") == "-");
    CHECK(life.run("2027-01-24 03:05:00") == "01-22");
}

TEST_CASE("parent_wait: where that is longer than signatures last, what is published stays",
          "[keysets][parent_wait]") {
    ZoneSets zone = double_signature();
    zone.plans.begin()->second.timing.refresh = day;
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-26") == "01-15");
    CHECK(life.run("2027-01-28") == "-");
    CHECK_THAT(
        life.alarm,
        Catch::Contains("have to wait until 2027-01-30 03:05:00") &&
            Catch::EndsWith("what is published can be used until 2027-01-29 02:05:00, which "
                            "is too early: import a result that goes on with its keys before "
                            "that"));
    CHECK(life.choose("2027-01-28").set == &life.zone().sets.at(1));
    CHECK(life.run("2027-01-29 03:05:00") == "-");
    // Now no cache has anything of it.
    CHECK(life.run("2027-01-29 03:05:01") == "01-22");
    // It was seen in time.
    Life other(zone);
    REQUIRE(other.run("2027-01-01") == "01-01");
    REQUIRE(other.run("2027-01-26") == "01-15");
    other.events = {seen(ksk(5), "2027-01-26 15:00:00")};
    CHECK(other.run("2027-01-28 04:00:00") == "01-22");
}

TEST_CASE("parent_wait: what is foretold is what is done", "[keysets][parent_wait][forecast]") {
    Life life(double_signature());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-20") == "01-15");
    const auto forecast = keysets::forecast(
        {life.zone(), life.state, life.events, life.customs, instant("2027-01-20"), life.files});
    REQUIRE(forecast.entries.size() == 1);
    CHECK(forecast.entries.front().at == instant("2027-01-24 03:05:00"));
    CHECK(forecast.entries.front().set == &life.zone().sets.at(2));
    CHECK(forecast.end == instant("2027-02-19"));
    // The parent that is too late for the signatures is what ends the zone.
    life.zone().plans.begin()->second.timing.parent_registration = 9 * day;
    life.zone().plans.begin()->second.ds_changes.front().complete = instant("2027-01-20 14:05:00");
    CHECK(keysets::forecast({life.zone(), life.state, life.events, life.customs,
                             instant("2027-01-20"), life.files})
              .end == instant("2027-01-29 03:05:00"));
}

TEST_CASE("parent_wait: what the plan does not assume, or nobody needs, is not waited for",
          "[keysets][parent_wait]") {
    const auto late = [](const ZoneSets& zone) {
        Life life(zone);
        REQUIRE(life.run("2027-01-01") == "01-01");
        REQUIRE(life.run("2027-01-20") == "01-15");
        return life.run("2027-01-22 03:05:00");
    };
    ZoneSets zone = double_signature();
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    REQUIRE(late(zone) == "-");
    SECTION("it was observed") {
        plan.ds_changes.front().assumed = false;
        CHECK(late(zone) == "01-22");
    }
    SECTION("nobody knows of it") {
        plan.ds_changes.front().complete.reset();
        CHECK(late(zone) == "01-22");
    }
    SECTION("there is no parent") {
        plan.timing.has_parent = false;
        CHECK(late(zone) == "01-22");
    }
    SECTION("the parent has a DS of both all along") {
        plan.ds_before = {old_ds, new_ds};
        CHECK(late(zone) == "01-22");
    }
    SECTION("the zone is insecure until then") {
        plan.ds_before = {};
        CHECK(late(zone) == "01-22");
    }
    SECTION("no KSK stops to sign") {
        zone.sets.back() = slot("2027-01-22 03:05:00", "2027-02-12", {ksk(5), ksk(9)});
        zone.sets.back().keys.push_back(zsk(2));
        CHECK(late(zone) == "01-22");
    }
}

TEST_CASE("parent_wait: of two algorithms, strict validators want each", "[keysets][parent_wait]") {
    ZoneSets zone = double_signature();
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    dns::Dnskey other = ksk(9);
    other.algorithm = dns::Algorithm::rsasha256;
    plan.keys[0].algorithm = other.algorithm;
    zone.sets[0] = slot("2027-01-01", "2027-01-15", {other});
    zone.sets[0].expiration = instant("2027-02-12");
    zone.sets[1] = slot("2027-01-15", "2027-01-22 03:05:00", {ksk(5), other});
    plan.ds_before = {old_ds, new_ds};
    plan.strict = GENERATE(true, false);
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-20") == "01-15");
    CHECK(life.run("2027-01-22 03:05:00") == (plan.strict ? "-" : "01-22"));
    if (plan.strict) {
        CHECK_THAT(life.alarm, Catch::Contains("because the parent may be without the DS of KSK " +
                                               std::to_string(dns::key_tag(other))) &&
                                   Catch::Contains("consumer event ds-gone"));
        CHECK(life.run("2027-01-24 03:05:00") == "01-22");
    }
}

}  // namespace parent_wait_test
