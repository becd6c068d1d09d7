// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/ksk.hpp"

#include "plans.hpp"
#include "timeline/grid.hpp"

namespace ceremony::ksk_test {
namespace {

using namespace timeline;

// Dates by hand, with the numbers of the default policy: the first DS after 16 days 03:05.

TEST_CASE("ksk: a first DS that comes after the end waits for the next ceremony",
          "[timeline][ksk]") {
    auto plan = planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-01-15"));
    CHECK(ds_changes(plan).empty());
    CHECK(gates(plan).empty());
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("2027-01-17 03:05:00") != std::string::npos);
    plan = planned(after(plan), weekly_with_one_zsk(), next("2027-01-10", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > -: 0"});
}

TEST_CASE("ksk: no rollover begins before the first DS is confirmed", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P60D");
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 / 0 / 1"});
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("2027-03-02") != std::string::npos);
}

TEST_CASE("ksk: a DS has the digests of the policy", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.cds.digests = {dns::DigestType::sha256, dns::DigestType::sha384};
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    REQUIRE(plan.ds_changes.size() == 1);
    CHECK(plan.ds_changes[0].after == std::vector{DsAtParent{0, dns::DigestType::sha256},
                                                  DsAtParent{0, dns::DigestType::sha384}});
}

TEST_CASE("ksk: a zone goes insecure before its sets end", "[timeline][ksk]") {
    auto plan = planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-06-01"));
    auto history = after(plan);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    plan = planned(history, weekly_with_one_zsk(), asked);
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > -:"});
    CHECK(gates(plan) == Lines{"gone 0 133200"});
    // 1 July and 30 days is the 31st, the next Friday 6 August; 36 hours before it is the 4th.
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("2027-08-04 12:00:00") != std::string::npos);
    // And once it is gone nothing more is to be done.
    history = after(plan, 2);
    history.keys.at(0).observed.ds_gone = at("2027-06-02");
    asked = next("2027-06-20", "2027-09-01");
    asked.goal = Goal::insecure;
    plan = planned(history, weekly_with_one_zsk(), asked);
    CHECK(plan.ds_before.empty());
    CHECK(ds_changes(plan).empty());
    CHECK(plan.notes == Lines{"nl.: the parent has no DS of it: it need not be signed any longer"});
}

/// What follows the second ceremony, from which on the DS set may be withdrawn: from 28 May.
History going_insecure(const policy::Policy& policy) {
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    return after(planned(std::move(history), policy, asked), 2);
}

TEST_CASE("ksk: a DS set that is to stay after all is asked for again", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P300D");  // until 28 October
    auto history = going_insecure(policy);
    // The sets before end on 1 July, and the Friday before is 25 June.
    auto plan = planned(history, policy, next("2027-06-20", "2027-09-01"));
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > -:", "2027-06-25 > -: 0"});
    CHECK(is_taken_back(plan, 0));
    CHECK_FALSE(is_taken_back(plan, 1));
    CHECK(gates(plan) == Lines{"seen 0 133200"});
    REQUIRE(plan.notes.size() == 1);
    CHECK_THAT(plan.notes[0], Catch::Contains("to be withdrawn from 2027-05-28 00:00:00 on, and "
                                              "is to stay now; it is not known to be gone"));
    CHECK(sets(plan) == Lines{"2027-06-25: 0 1 / 0 / 1"});
    // Nothing else goes on before somebody has looked again.
    history = after(plan, 3);
    plan = planned(history, policy, next("2027-08-20", "2028-02-01"));
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > -:", "2027-06-25 > -: 0"});
    CHECK(gates(plan) == Lines{"seen 0 133200"});
    history.keys[0].observed.ds_seen = at("2027-06-28");
    plan = planned(history, policy, next("2027-08-20", "2028-02-01"));
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    REQUIRE(plan.ds_changes.size() == 1);
    CHECK(plan.ds_changes[0].after.size() == 2);  // of a rollover, as if nothing had been
}

TEST_CASE("ksk: a DS set that was gone and came back is not known to be gone", "[timeline][ksk]") {
    auto history = going_insecure(weekly_with_one_zsk());
    history.keys[0].observed.ds_gone = at("2027-06-02");
    history.keys[0].observed.ds_seen = at("2027-06-10");
    const auto plan = planned(history, weekly_with_one_zsk(), next("2027-06-20", "2027-09-01"));
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > -:", "2027-06-25 > -: 0"});
    CHECK(plan.notes ==
          Lines{"nl.: the DS set was to be withdrawn from 2027-05-28 00:00:00 on, and is to stay "
                "now; it is not known to be gone: have the parent keep it, or publish it again"});
}

TEST_CASE("ksk: a DS set that is gone is not asked for again, but anew", "[timeline][ksk]") {
    auto history = going_insecure(weekly_with_one_zsk());
    history.keys[0].observed.ds_gone = at("2027-06-02");
    const auto plan = planned(history, weekly_with_one_zsk(), next("2027-06-20", "2027-09-01"));
    CHECK(plan.ds_before.empty());
    CHECK(ds_changes(plan) == Lines{"2027-06-25 > -: 0"});
    CHECK(plan.notes.empty());
}

TEST_CASE("ksk: what was assumed to be withdrawn is asked for again", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.ds_gate = policy::DsGate::assume;
    const auto plan = planned(going_insecure(policy), policy, next("2027-06-20", "2027-09-01"));
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > 2027-05-30?:", "2027-06-25 > 2027-06-27?: 0"});
    CHECK(is_taken_back(plan, 0));
    CHECK_THAT(plan.notes.at(0), Catch::Contains("is to stay now"));
    REQUIRE(plan.notes.size() == 2);  // and that the second is assumed
    CHECK_THAT(plan.notes[1], Catch::Contains("submitted at 2027-06-25"));
}

TEST_CASE("ksk: a DS set that is asked for again rests on what it rested on", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.roll = policy::KskRoll::double_signature;
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    history = after(planned(history, policy, next("2027-05-15", "2027-09-01")), 2);
    REQUIRE(history.ds_changes.back().after_import);
    const Seconds wait = *history.ds_changes.back().after_import;
    auto asked = next("2027-08-20", "2027-12-01");
    asked.goal = Goal::insecure;
    history = after(planned(history, policy, asked), 3);
    REQUIRE(history.ds_changes.size() == 2);
    const auto plan = planned(history, policy, next("2027-11-20", "2028-03-01"));
    // Nobody has said that the second or the third was imported.
    REQUIRE(plan.ds_changes.size() == 3);
    CHECK(plan.ds_changes[2].after == plan.ds_changes[0].after);
    CHECK(plan.ds_changes[2].after_import == wait);
    CHECK(plan.ds_changes[2].earliest >= later(plan.slots.front().from, wait));
}

TEST_CASE("ksk: a key that has left the set does not come back to the parent", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    history = after(planned(history, policy, next("2027-05-15", "2027-09-01")), 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-20");
    // The key is exchanged on 10 September, and its DS may go on the 13th 14:05.
    history = after(planned(history, policy, next("2027-08-20", "2027-09-12")), 3);
    auto asked = next("2027-09-20", "2027-12-01");
    asked.goal = Goal::insecure;
    history = after(planned(history, policy, asked), 4);
    REQUIRE(history.ds_changes.back().after.empty());
    REQUIRE(history.keys.at(0).planned.remove == at("2027-09-10"));
    const auto plan = planned(history, policy, next("2027-11-20", "2028-03-01"));
    CHECK(plan.ds_changes.back().after == std::vector{DsAtParent{2, dns::DigestType::sha256}});
}

TEST_CASE("ksk: the last day for the DS set to go is told until it is gone", "[timeline][ksk]") {
    auto history =
        after(planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    history = after(planned(history, weekly_with_one_zsk(), asked), 2);
    // Nobody has seen it go. 1 September and 30 days is 1 October, a Friday.
    asked = next("2027-06-20", "2027-09-01");
    asked.goal = Goal::insecure;
    const auto plan = planned(history, weekly_with_one_zsk(), asked);
    CHECK(ds_changes(plan) == Lines{"2027-05-28 > -:"});
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("2027-09-29 12:00:00") != std::string::npos);
}

TEST_CASE("ksk: a zone that cannot go insecure in time is refused", "[timeline][ksk]") {
    auto policy = weekly_with_one_zsk();
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    // Two days until it is gone, and a day and a half in caches, from 28 May on.
    policy.reserve = 0;
    auto asked = next("2027-05-15", "2027-05-29");
    asked.goal = Goal::insecure;
    CHECK(plan_zone(history, policy, asked).ok());  // the grid makes it a week
    policy.slot.reset();
    const auto refused = plan_zone(history, policy, asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message() ==
          "nl.: the DS set can be withdrawn from 2027-05-28 00:00:00 on and is gone at 2027-05-30 "
          "00:00:00, but has to be by 2027-05-27 12:00:00, before the last set ends: ask for sets "
          "until 2027-05-31 12:00:00");
    asked.until = at("2027-05-31 12:00:00");
    CHECK(plan_zone(history, policy, asked).ok());
}

TEST_CASE("ksk: keys of another system go on until the first result is taken over",
          "[timeline][ksk]") {
    auto history = new_zone();
    history.keys.resize(2);
    for (Key& key : history.keys) {
        key.zones = {history.zone};
        key.algorithm = dns::Algorithm::ecdsap256sha256;
        key.observed.publish = at("2026-03-01");
        key.observed.active = at("2026-03-01");
        key.observed.generate = at("2026-02-01");
    }
    history.keys[0].role = recipe::KeyRole::ksk;
    history.keys[0].observed.ds_seen = at("2026-03-20");
    history.keys[1].role = recipe::KeyRole::zsk;
    auto policy = weekly_with_one_zsk();
    policy.zsk.lifetime = length("P90D");
    const auto plan = planned(history, policy, request("2027-01-01", "2027-02-10"));
    // The hand-over ends on 15 January; Ipub later it is the 18th, the next Friday the 22nd; Iret
    // later it is 7 February, the next Friday the 12th: too late.
    CHECK(text(plan.handover_until) == "2027-01-15");
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 / 0 / 1", "2027-01-15: 0 1 2 / 0 / 1",
                              "2027-01-22: 0 1 2 / 0 / 2"});
    CHECK_FALSE(is_made_here(plan.keys[0]));
    // Its sets are there until the hand-over ends, and were since long before the plan.
    REQUIRE(plan.slots_before.size() == 1);
    const Slot& before = plan.slots_before[0];
    CHECK(before.from == at("2026-03-01"));
    CHECK(before.until == at("2027-01-15"));
    CHECK(before.expiration == at("2027-01-29"));
    CHECK(before.keys == plan.slots[0].keys);
    CHECK(before.signers == plan.slots[0].signers);
    CHECK(before.zone_signers == plan.slots[0].zone_signers);
    CHECK(plan.keys[0].listed_until == at("2027-01-29"));
    REQUIRE_FALSE(plan.notes.empty());
    // Validity less refresh, jitter and resign: 14 - 3 days, 12 hours and 2.
    CHECK_THAT(plan.notes[0],
               Catch::EndsWith("signatures of the DNSKEY set that last for P14D; and it has no "
                               "larger numbers than these: TTL of the DNSKEY set PT1H, of the "
                               "zone P1D, of the DS set P1D, signatures of the zone by a key that "
                               "signs no more are served for P11DT14H; "
                               "each DS that was seen is at the parent with the digest types of "
                               "cds:, 2, and with no others"));
}

TEST_CASE("ksk: what another system changed of late is seen in caches", "[timeline][ksk]") {
    auto history = new_zone();
    history.keys.resize(3);
    for (Key& key : history.keys) {
        key.zones = {history.zone};
        key.role = recipe::KeyRole::zsk;
        key.algorithm = dns::Algorithm::ecdsap256sha256;
        key.observed.publish = at("2026-12-20");
        key.observed.active = at("2026-12-20");
    }
    history.keys[0].role = recipe::KeyRole::ksk;
    history.keys[0].observed.ds_seen = at("2026-12-25");
    history.keys[2].observed.active = at("2026-12-30");
    history.keys[1].observed.retire = at("2026-12-30");
    const auto plan = planned(history, weekly_with_one_zsk(), request("2027-01-01", "2027-02-10"));
    REQUIRE(plan.slots_before.size() == 2);
    // 16 days 02:05 before 1 January.
    CHECK(text(plan.slots_before[0].from) == "2026-12-15 21:55:00");
    CHECK(plan.slots_before[0].until == at("2026-12-30"));
    CHECK(plan.slots_before[0].zone_signers == std::vector<KeyIndex>{1});
    CHECK(plan.slots_before[1].from == at("2026-12-30"));
    CHECK(plan.slots_before[1].zone_signers == std::vector<KeyIndex>{2});
}

}  // namespace
}  // namespace ceremony::ksk_test
