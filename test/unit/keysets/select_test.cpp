// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/select.hpp"

#include <random>

#include "dnssec/ds_digest.hpp"
#include "keysets/change.hpp"
#include "support/printing.hpp"
#include "timeline/grid.hpp"
#include "timeline/plan_zone.hpp"
#include "unit/keysets/life.hpp"

namespace select_test {

using namespace ceremony;
using keysets::Choice;
using keysets::Keyset;
using keysets::ZoneSets;
using test::child_delay;
using test::day;
using test::hour;
using test::instant;
using test::keyset;
using test::ksk;
using test::Life;
using test::must;
using test::rollover;
using test::zsk;

TEST_CASE("select: in time each set follows the one before", "[keysets][select]") {
    Life life(rollover());
    for (const std::string date : {"01-01", "01-08", "01-15", "01-22", "01-29", "02-05"}) {
        CAPTURE(date);
        CHECK(life.run("2027-" + date + " 00:15:00") == date);
        CHECK(life.alarm.empty());
        CHECK(life.run("2027-" + date + " 00:30:00") == date);
    }
    // Only the changes of keys are remembered.
    CHECK(life.state.changes.size() == 4);
}

TEST_CASE("select: as late as the plan allows is in time", "[keysets][select]") {
    Life life(rollover());
    for (const std::string date : {"01-04", "01-11", "01-18", "01-25", "02-01", "02-08"}) {
        CAPTURE(date);
        CHECK(life.run("2027-" + date) != "-");
        CHECK(life.alarm.empty());
    }
    CHECK(life.state.changes.size() == 4);
}

TEST_CASE("select: a zone that was never published enters the current slot", "[keysets][select]") {
    Life life(rollover());
    CHECK(life.run("2027-01-23") == "01-22");
    CHECK(life.alarm.empty());
}

TEST_CASE("select: outside of all slots nothing is chosen", "[keysets][select]") {
    Life life(rollover());
    CHECK(life.run("2026-12-31 23:59:59") == "-");
    CHECK(life.alarm ==
          "no set is for this time: there are sets from 2027-01-01 00:00:00 until 2027-02-12 "
          "00:00:00");
    CHECK(life.again == instant("2027-01-01"));
    CHECK(life.run("2027-02-12") == "-");
    CHECK_FALSE(life.state.published);
    Life empty{ZoneSets()};
    CHECK(empty.run("2027-01-01") == "-");
    CHECK(empty.alarm == "no result that was imported has sets of it");
    CHECK_FALSE(empty.again);
}

TEST_CASE("select: a late change makes the next one wait", "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    // Four days late, one more than allowed: Ipub = D + ttl + P, less the lateness of 3 days.
    REQUIRE(life.run("2027-01-14 16:00:00") == "01-08");
    CHECK(life.alarm.empty());
    const timeline::Seconds wait = child_delay + hour + hour - 3 * day;
    const UtcTime earliest = timeline::later(instant("2027-01-14 16:00:00"), wait);
    CHECK(life.run(timeline::later(earliest, -1)) == "-");
    CHECK_THAT(life.alarm, Catch::StartsWith("the keys of the set from 2027-01-15 00:00:00 have to "
                                             "wait until " +
                                             earliest.text()));
    CHECK(life.again == earliest);
    CHECK(life.run(earliest) == "01-15");
    CHECK(life.alarm.empty());
}

TEST_CASE("select: while keys wait, fresh signatures of the same keys are used",
          "[keysets][select]") {
    ZoneSets zone = rollover();
    // The new ZSK signs a slot later than before.
    zone.sets.at(2).zone_signers = zone.sets.at(1).zone_signers;
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-21 20:00:00") == "01-15");
    // The set from the 8th was the first with these keys, and it was never published.
    CHECK(life.run("2027-01-22 01:00:00") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("the change before was late"));
    Life other(zone);
    REQUIRE(other.run("2027-01-01") == "01-01");
    REQUIRE(other.run("2027-01-14 23:50:00") == "01-08");
    CHECK(other.run("2027-01-15 00:10:00") == "01-15");
    CHECK(other.alarm.empty());
}

TEST_CASE("select: keys that have to wait for longer than there is time are told to",
          "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-14 23:50:00") == "01-08");
    // They were published for ten minutes; they have to be for 15 h 5 min and the TTL.
    REQUIRE(life.run("2027-01-15 00:10:00") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("was late; there is time until "));
    life.zone().sets.at(1).expiration = instant("2027-01-15 12:00:00");
    REQUIRE(life.run("2027-01-15 00:20:00") == "-");
    CHECK_THAT(life.alarm,
               Catch::Contains("was late; what is published can be used until 2027-01-15 11:00:00, "
                               "which is too early: import a result"));
}

TEST_CASE("select: a change that was missed comes first", "[keysets][select]") {
    Life life(rollover());
    life.zone().sets.at(0).expiration = instant("2027-01-25");
    REQUIRE(life.run("2027-01-01") == "01-01");
    CHECK(life.run("2027-01-16") == "01-08");
    CHECK(life.alarm ==
          "the set from 2027-01-08 00:00:00 was missed and comes first; the one from 2027-01-15 "
          "00:00:00 has to follow it by 2027-01-21 23:00:00");
    // And the next one keeps its distance from it.
    CHECK(life.run("2027-01-16 00:15:00") == "-");
    CHECK(life.run("2027-01-16 15:00:00") == "01-15");
}

TEST_CASE("select: a missed set without the margin is not published", "[keysets][select]") {
    Life life(rollover());
    // The first set can be published until a late day.
    life.zone().sets.at(0).expiration = instant("2027-01-25");
    REQUIRE(life.run("2027-01-01") == "01-01");
    // The signatures of the set from the 8th end on the 22nd: the margin of 5 days is gone.
    CHECK(life.run("2027-01-17 00:00:01") == "-");
    CHECK(life.alarm ==
          "the set from 2027-01-08 00:00:00 was missed and is too old to come before the one from "
          "2027-01-15 00:00:00; what is published can be used until 2027-01-24 23:00:00");
    CHECK(life.run("2027-01-17 00:00:00") == "01-08");
}

TEST_CASE("select: what is published goes to whoever does not have it yet, while it stays",
          "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-14 16:00:00") == "01-08");
    const Choice waiting = life.choose("2027-01-15 00:15:00");
    CHECK_THAT(waiting.alarm, Catch::Contains("have to wait until"));
    REQUIRE(waiting.set != nullptr);
    CHECK(keysets::name_of(*waiting.set) == life.state.published->set);
    // After the last slot, too, as long as it is good.
    Life last(rollover());
    REQUIRE(last.run("2027-02-06") == "02-05");
    CHECK(last.choose("2027-02-13").set != nullptr);
    CHECK(last.choose("2027-02-18 23:00:00").set != nullptr);
    CHECK(last.choose("2027-02-18 23:00:01").set == nullptr);
}

TEST_CASE("select: keys wait for a signer that was not told of those before", "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-08") == "01-08");
    life.state.targets = {
        {"/signer", life.state.published->set, policy::Format::zone, {}, true, {}},
        {"/ds", life.state.published->set, policy::Format::ds, {}, false, {}}};
    CHECK(life.run("2027-01-15 12:00:00") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("because the hook of \"/signer\" has not succeeded"));
    // What people and other programs read does not hold keys up.
    life.state.targets[0].hook_pending = false;
    life.state.targets[1].hook_pending = true;
    CHECK(life.run("2027-01-15 12:00:00") == "01-15");
}

TEST_CASE("select: keys wait for a signer that was not reached with those before",
          "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    const auto first = life.state.published->set;
    REQUIRE(life.run("2027-01-08") == "01-08");
    const auto second = life.state.published->set;
    // The host was down from then on, so that no run noted that the signer is late.
    life.state.targets = {{"/signer", second, policy::Format::zone, {}, false, {}},
                          {"/other", first, policy::Format::zone, {}, false, {}}};
    const keysets::Choice held = life.choose("2027-01-15 00:00:00");
    CHECK(held.set == &life.zone().sets.at(1));
    CHECK(held.alarm ==
          "the keys of the set from 2027-01-15 00:00:00 have to wait, because \"/other\" has not "
          "had those that are published");
    life.state.targets[1].set = second;
    CHECK(life.choose("2027-01-15 00:00:00").set == &life.zone().sets.at(2));
    // No cache has anything of what is not valid any more.
    life.state.targets[1].set = first;
    life.zone().sets.at(0).expiration = instant("2027-01-14");
    CHECK(life.choose("2027-01-15 00:00:00").set == &life.zone().sets.at(2));
    // What people and other programs read does not hold keys up.
    life.zone().sets.at(0).expiration = instant("2027-01-16");
    life.state.targets[1].format = policy::Format::ds;
    CHECK(life.choose("2027-01-15 00:00:00").set == &life.zone().sets.at(2));
}

TEST_CASE("select: what no cache has any more needs nothing to wait", "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    // The signatures of the first set ended on the 15th.
    CHECK(life.run("2027-01-30") == "01-29");
    CHECK(life.alarm.empty());
}

TEST_CASE("select: the clock never makes a zone go back", "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-08 12:00:00") == "01-08");
    CHECK(life.run("2027-01-05") == "-");
    CHECK(life.alarm ==
          "the set that is published is for a later time, from 2027-01-08 00:00:00: "
          "is the clock right? If it is: consumer publish --zone example. --go-back, because no "
          "validator accepts the set before 2027-01-07 23:00:00");
}

TEST_CASE("select: a set that is not valid yet is told, where no other may follow it, too",
          "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-08 12:00:00") == "01-08");
    // As by a clock that is right again, in the time of the ceremony before.
    CHECK(life.run("2026-12-05") == "-");
    CHECK_THAT(life.alarm, Catch::StartsWith(
                               "the set that is published is for a later time, from 2027-01-08") &&
                               Catch::Contains("consumer publish --zone example. --go-back"));
}

TEST_CASE("select: what was published a little early and is valid already just stays",
          "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-08") == "01-08");
    Keyset& second = life.zone().sets.at(1);
    REQUIRE(second.inception <= instant("2027-01-07 23:30:00"));
    CHECK(life.run("2027-01-07 23:30:00") == "-");
    CHECK(life.alarm ==
          "the set that is published is for a later time, from 2027-01-08 00:00:00: is the clock "
          "right?");
}

TEST_CASE("select: signatures are used from inception and skew until expiration and TTL",
          "[keysets][select]") {
    Life life(rollover());
    Keyset& first = life.zone().sets.at(0);
    first.inception = first.from;
    CHECK(life.run("2027-01-01 00:04:59") == "-");
    CHECK(life.alarm ==
          "the signatures of the set from 2027-01-01 00:00:00 are to be used from "
          "2027-01-01 00:05:00 until 2027-01-14 23:00:00 only");
    CHECK(life.again == instant("2027-01-01 00:05:00"));
    CHECK(life.run("2027-01-01 00:05:00") == "01-01");
    first.expiration = instant("2027-01-03 01:00:00");
    CHECK(life.run("2027-01-03 00:00:00") == "01-01");
    CHECK(life.run("2027-01-03 00:00:01") == "-");
}

TEST_CASE("select: a higher stage skips no change either", "[keysets][select]") {
    ZoneSets zone = rollover();
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    timeline::Key key;
    key.id = {5};
    plan.keys = {key};
    plan.gates = {{1, timeline::BackupDone{0}, 0}};
    for (const Keyset& set : rollover().sets) {
        Keyset staged = set;
        staged.stage = 1;
        staged.keys.push_back(ksk(5));
        zone.sets.push_back(staged);
    }
    Life life(zone);
    life.zone().sets.at(0).expiration = instant("2027-01-25");
    REQUIRE(life.run("2027-01-01") == "01-01");
    // The set from the 8th, with the new ZSK, was missed; on the 15th it signs.
    life.events = {policy::BackupDone{{5}, instant("2027-01-16")}};
    CHECK(life.run("2027-01-16") == "01-08");
    CHECK(life.state.published->set.stage == 1);
    CHECK_THAT(life.alarm, Catch::Contains("was missed and comes first"));
    CHECK(life.run("2027-01-16 00:15:00") == "-");
    CHECK(life.run("2027-01-16 15:00:00") == "01-15");
    // One that entered the change before too late keeps its distance from it in the new stage, too.
    Life late(zone);
    REQUIRE(late.run("2027-01-01") == "01-01");
    REQUIRE(late.run("2027-01-14 23:00:00") == "01-08");
    late.events = {policy::BackupDone{{5}, instant("2027-01-15")}};
    CHECK(late.run("2027-01-15") == "-");
    CHECK_THAT(late.alarm, Catch::Contains("have to wait until"));
}

TEST_CASE("select: without a plan nothing waits", "[keysets][select]") {
    ZoneSets zone = rollover();
    zone.plans.clear();
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    CHECK(life.run("2027-01-16") == "01-15");
    CHECK(life.alarm.empty());
}

TEST_CASE("select: another track is published on a person's word only", "[keysets][select]") {
    ZoneSets zone = rollover();
    Keyset emergency = keyset("2027-01-01", "2027-02-12", {ksk(8), zsk(7)}, {ksk(8)});
    emergency.track = must(recipe::Word::from_text("emergency"));
    zone.sets.push_back(emergency);
    Life life(zone);
    REQUIRE(life.run("2027-01-09") == "01-08");
    life.state.track = emergency.track;
    CHECK(life.run("2027-01-09 01:00:00") == "01-01");
    CHECK(life.state.published->set.track == emergency.track);
    CHECK(life.alarm.empty());
    life.state.track = must(recipe::Word::from_text("standby"));
    CHECK(life.run("2027-01-09 02:00:00") == "-");
    CHECK(life.alarm == "there are no sets of the track standby");
}

TEST_CASE("select: a stage is entered when its gates have opened, and never left again",
          "[keysets][select]") {
    ZoneSets zone = rollover();
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    timeline::Key key;
    key.algorithm = dns::Algorithm::ecdsap256sha256;
    key.role = recipe::KeyRole::ksk;
    key.data = ksk(5).public_key;
    key.id = {5};
    plan.keys = {key};
    plan.gates = {{1, timeline::DsSeen{0}, 2 * day}, {2, timeline::DsGone{0}, day}};
    Keyset next = keyset("2027-01-01", "2027-02-12", {ksk(5), ksk(9), zsk(1)}, {ksk(5), ksk(9)});
    next.stage = 1;
    zone.sets.push_back(next);
    next.stage = 2;
    zone.sets.push_back(next);
    Life life(zone);
    REQUIRE(life.run("2027-01-02") == "01-01");
    CHECK(life.state.published->set.stage == 0);
    const dns::Ds ds = must(dnssec::make_ds(plan.zone, ksk(5), dns::DigestType::sha256));
    life.events = {policy::DsSeen{dns::Name(), ds, instant("2027-01-01")},
                   policy::DsSeen{plan.zone, ds, instant("2027-01-02")}};
    CHECK(life.run("2027-01-03 23:59:59") == "01-01");
    CHECK(life.again == instant("2027-01-04"));
    CHECK(life.state.published->set.stage == 0);
    static_cast<void>(life.run("2027-01-04"));
    CHECK(life.state.published->set.stage == 1);
    life.events.emplace_back(policy::DsGone{plan.zone, ds, instant("2027-01-05")});
    static_cast<void>(life.run("2027-01-06"));
    CHECK(life.state.published->set.stage == 2);
    // What was entered once is not left because somebody takes back what he observed.
    life.events.clear();
    CHECK(life.run("2027-01-07") == "01-01");
    CHECK(life.alarm.empty());
    CHECK(life.state.published->set.stage == 2);
}

TEST_CASE("select: sets without a slot are used from their inception and an offset on",
          "[keysets][select]") {
    ZoneSets zone;
    for (const auto& [from, until] :
         {std::pair("2027-01-01", "2027-01-08"), std::pair("2027-01-08", "2027-01-15")}) {
        Keyset set = keyset(from, until, {ksk(1)}, {ksk(1)});
        set.has_slot = false;
        set.sequence = 0;
        set.inception = set.from;
        set.until = set.expiration;
        zone.sets.push_back(set);
    }
    Life life(zone);
    life.customs = {0, hour};
    CHECK(life.run("2027-01-01 00:59:59") == "-");
    CHECK(life.again == instant("2027-01-01 01:00:00"));
    CHECK(life.run("2027-01-01 01:00:00") == "01-01");
    CHECK(life.run("2027-01-08 00:59:59") == "01-01");
    CHECK(life.run("2027-01-08 01:00:00") == "01-08");
    const auto by_plan = [&](std::string_view time) {
        return keysets::choose_by_plan(life.zone(), zone.sets.front().track, life.customs,
                                       instant(time));
    };
    CHECK(by_plan("2027-01-01") == nullptr);
    CHECK(by_plan("2027-01-08 00:30:00") == &life.zone().sets.at(0));
    CHECK(by_plan("2027-01-09") == &life.zone().sets.at(1));
}

// The waits that are kept here are those of the planner: whoever is never later than the plan
// allows never has to wait, whatever the rollovers are.
TEST_CASE("select: with real plans nobody who is in time waits", "[keysets][select]") {
    policy::Policy policy;
    policy.zsk.roll = GENERATE(policy::ZskRoll::pre_publish, policy::ZskRoll::double_signature);
    policy.ksk.roll = GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                               policy::KskRoll::double_rrset);
    policy.ksk.lifetime = must(Duration::from_text("P1Y"));
    policy.rfc5011 = GENERATE(false, true);
    policy.ds_gate = policy::DsGate::assume;
    if (GENERATE(false, true)) {
        policy.slot = must(Duration::from_text("P7D"));
    }
    timeline::History history;
    history.zone = must(dns::Name::from_text("example."));
    timeline::Request request;
    request.now = instant("2027-01-01");
    request.until = instant("2029-01-01");
    const auto plan = timeline::plan_zone(history, policy, request);
    if (!plan.ok()) {
        return;  // some of these policies contradict themselves
    }
    ZoneSets zone;
    zone.sets = test::sets_of_plan(plan.value(), 1);
    zone.plans.emplace(zone.sets.front().file, plan.value());
    Life life(zone);
    std::mt19937 random(5011);
    std::size_t changes = 0;
    for (const Keyset& set : zone.sets) {
        const auto lateness = static_cast<timeline::Seconds>(
            random() % static_cast<std::uint32_t>(
                           std::min(policy.lateness, set.until.seconds() - set.from.seconds())));
        const UtcTime now = timeline::later(set.from, std::max<timeline::Seconds>(lateness, 300));
        if (now >= set.until) {
            continue;
        }
        CAPTURE(now.text());
        CHECK(life.run(now) == set.from.text().substr(5, 5));
        CHECK(life.alarm.empty());
        changes = life.state.changes.size();
    }
    CHECK(changes > 5);
}

}  // namespace select_test
