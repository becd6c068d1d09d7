// SPDX-License-Identifier: BSD-3-Clause

#include "plans.hpp"
#include "timeline/grid.hpp"
#include "timeline/parent.hpp"

namespace ceremony::ksk_rollover_test {
namespace {

using namespace timeline;

// Dates by hand, with the numbers of the default policy: IpubC and IretC 3 days 14:05, IpubP and
// IretP 1 day 13:00, Dreg 2 days, the first DS after 16 days 03:05. The grid is on Fridays. A
// lifetime of 200 days from 1 January 2027 ends on 20 July, a Tuesday.

policy::Policy policy_with(policy::KskRoll roll, policy::DsGate gate) {
    policy::Policy policy;
    policy.slot = length("P7D");
    policy.ksk.lifetime = length("P200D");
    policy.ksk.roll = roll;
    policy.ds_gate = gate;
    policy.zsk.lifetime = length("P10Y");
    return policy;
}

TEST_CASE("ksk_rollover: double-ds goes on when the parent is trusted", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::assume);
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // Dreg and IpubP before 20 July is the 16th 11:00; ready on the 20th, the next Friday is the
    // 23rd, and IretC later the 26th 14:05.
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0",
                                    "2027-07-16 11:00:00 > 2027-07-18 11:00:00?: 0 1",
                                    "2027-07-26 14:05:00 > 2027-07-28 14:05:00?: 1"});
    CHECK(life(plan, 0) == "2027-01-01 2027-01-01 2027-07-23 2027-07-23");
    CHECK(life(plan, 1) == "2027-07-23 2027-07-23 - -");
    CHECK(text(plan.keys.at(1).planned.ready) == "2027-07-20");
    CHECK(text(plan.keys[1].planned.ds_submit) == "2027-07-16 11:00:00");
    CHECK(text(plan.keys[1].planned.ds_seen) == "2027-07-18 11:00:00");
    CHECK(text(plan.keys[0].planned.ds_gone) == "2027-07-28 14:05:00");
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-07-23: 1 2 / 1 / 2"});
    CHECK(gates(plan).empty());
    CHECK(plan.notes.size() == 3);
}

TEST_CASE("ksk_rollover: double-ds stops in front of every gate", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::confirm);
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    CHECK(gates(plan) == Lines{"seen 0 133200"});

    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    REQUIRE(plan.keys.size() == 3);
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(ds_changes(plan) == Lines{"2027-07-16 11:00:00 > -: 0 2"});
    CHECK(gates(plan) == Lines{"seen 2 133200"});
    CHECK(life(plan, 2) == "- - - -");
    CHECK(sets(plan) == Lines{"2027-05-28: 0 1 / 0 / 1"});
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("nobody has confirmed the DS") != std::string::npos);

    history = after(plan, 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-20 05:00:00");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    // From 27 August; keys may change on 10 September, and IretC later it is the 13th 14:05.
    CHECK(life(plan, 0) == "2027-01-01 2027-01-01 2027-09-10 2027-09-10");
    CHECK(life(plan, 2) == "2027-09-10 2027-09-10 - -");
    CHECK(text(plan.keys[2].planned.ready) == "2027-07-21 18:00:00");
    CHECK(ds_changes(plan) == Lines{"2027-09-13 14:05:00 > -: 2"});
    // The exchange has to be published, whatever was planned.
    CHECK(rests(plan) == Lines{"2027-09-13 14:05:00 309900"});
    CHECK(text(plan.keys[0].planned.ds_withdraw) == "2027-09-13 14:05:00");
    CHECK(gates(plan) == Lines{"gone 0 133200"});

    history = after(plan, 3);
    history.keys.at(0).observed.ds_gone = at("2027-09-15");
    plan = planned(history, policy, next("2027-11-20", "2028-02-01"));
    CHECK(plan.ds_before == std::vector{DsAtParent{2, dns::DigestType::sha256}});
    CHECK(ds_changes(plan).empty());
    CHECK(gates(plan).empty());
    CHECK(sets(plan) == Lines{"2027-11-26: 1 2 / 2 / 1"});
}

TEST_CASE("ksk_rollover: double-ds waits in the middle for as long as it takes",
          "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::confirm);
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    plan = planned(after(plan, 2), policy, next("2027-08-20", "2027-12-01"));
    CHECK(ds_changes(plan) == Lines{"2027-07-16 11:00:00 > -: 0 2"});
    CHECK(gates(plan) == Lines{"seen 2 133200"});
    CHECK(sets(plan) == Lines{"2027-08-27: 0 1 / 0 / 1"});
    CHECK(plan.keys.size() == 3);
}

TEST_CASE("ksk_rollover: double-signature publishes first", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::assume);
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // Dreg and IpubC before 20 July is the 14th 09:55, the Friday before the 9th; IpubC later it
    // is the 12th 14:05, Dreg later the 14th, IretP later the 16th 03:05, the next Friday the
    // 23rd.
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0",
                                    "2027-07-12 14:05:00 > 2027-07-14 14:05:00?: 1"});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-07-09: 0 1 2 / 0 1 / 2",
                              "2027-07-23: 1 2 / 1 / 2"});
    CHECK(rests(plan) == Lines{"2027-01-17 03:05:00 1393500", "2027-07-12 14:05:00 309900"});
}

TEST_CASE("ksk_rollover: double-signature keeps both keys until the old DS is gone",
          "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::confirm);
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    CHECK(ds_changes(plan) == Lines{"2027-07-12 14:05:00 > -: 2"});
    CHECK(gates(plan) == Lines{"seen 2 133200", "gone 0 133200"});
    CHECK(sets(plan) == Lines{"2027-05-28: 0 1 / 0 / 1", "2027-07-09: 0 1 2 / 0 2 / 1"});

    history = after(plan, 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-15");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    CHECK(sets(plan) == Lines{"2027-08-27: 0 1 2 / 0 2 / 1"});

    history.keys.at(0).observed.ds_gone = at("2027-09-08 12:00:00");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    // IretP later it is 10 September 01:00, the next Friday the 17th.
    CHECK(sets(plan) == Lines{"2027-08-27: 0 1 2 / 0 2 / 1", "2027-09-17: 1 2 / 2 / 1"});
}

TEST_CASE("ksk_rollover: double-rrset changes both at once", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_rrset, policy::DsGate::assume);
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // The longer of Dreg + IpubP and IpubC is 3 days 14:05: before 20 July that is the 16th
    // 09:55, the Friday before the 16th 00:00. IretC later the old DS may go: the 19th 14:05.
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0",
                                    "2027-07-16 > 2027-07-18?: 0 1",
                                    "2027-07-19 14:05:00 > 2027-07-21 14:05:00?: 1"});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-07-16: 0 1 2 / 0 1 / 2",
                              "2027-07-30: 1 2 / 1 / 2"});
}

TEST_CASE("ksk_rollover: double-rrset waits for the old DS to be gone", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_rrset, policy::DsGate::confirm);
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    CHECK(ds_changes(plan) == Lines{"2027-07-16 > -: 0 2", "2027-07-19 14:05:00 > -: 2"});
    CHECK(gates(plan) == Lines{"seen 2 133200", "gone 0 133200"});
    history = after(plan, 2);
    history.keys.at(0).observed.ds_gone = at("2027-07-25");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    CHECK(sets(plan) == Lines{"2027-08-27: 0 1 2 / 0 2 / 1", "2027-09-10: 1 2 / 2 / 1"});
    CHECK(gates(plan).empty());
}

TEST_CASE("ksk_rollover: what was begun in one way is not ended in another", "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::confirm);
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    history = after(plan, 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-20");
    policy.ksk.roll = policy::KskRoll::double_signature;
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    CHECK(sets(plan) == Lines{"2027-08-27: 0 1 / 0 / 1", "2027-09-10: 1 2 / 2 / 1"});
}

TEST_CASE("ksk_rollover: several rollovers fit into one plan", "[timeline][ksk]") {
    const auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::assume);
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2028-12-01"));
    // 9 July and 200 days is 25 January 2028, less 5 days 14:05 the 19th, the Friday before the
    // 14th; the DS 14:05 on the 17th, complete the 19th, IretP later the 21st 03:05, the 28th.
    // 14 January and 200 days is 1 August, less 5 days 14:05 26 July, the Friday before the 21st.
    CHECK(life(plan, 1) == "2027-07-09 2027-07-09 2028-01-28 2028-01-28");
    CHECK(life(plan, 2) == "2028-01-14 2028-01-14 2028-08-04 2028-08-04");
    CHECK(life(plan, 3) == "2028-07-21 2028-07-21 - -");
}

TEST_CASE("ksk_rollover: RFC 5011 holds down and revokes", "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::confirm);
    policy.parent.reset();
    policy.rfc5011 = true;
    policy.ksk.lifetime = length("P1Y");
    auto plan = planned(new_zone("."), policy, request("2027-01-01", "2028-06-01"));
    // The first trust anchor is configured by people, who have to say so.
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > -: 0"});
    policy.ds_gate = policy::DsGate::assume;
    plan = planned(new_zone("."), policy, request("2027-01-01", "2028-06-01"));
    // The hold-down is 33 days 14:05 and begins when the last set without the key expires, up to
    // 14 days after the publication: 47 days 14:05 before 2028-01-01 is 14 November 09:55, the
    // Friday before the 12th. The set of 5 November expires on the 19th; the hold-down ends on 22
    // December 14:05. An hour later is the 22nd, the next Friday the 24th. Irev is 33 days 12:05:
    // 26 January, the next Friday the 28th.
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-17 03:05:00?: 0",
                                    "2027-12-22 14:05:00 > 2027-12-22 14:05:00?: 1"});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-11-12: 0 1 2 / 0 1 / 2",
                              "2027-12-24: 0R 1 2 / 0R 1 / 2", "2028-01-28: 1 2 / 1 / 2"});
    CHECK(text(plan.keys.at(0).planned.revoke) == "2027-12-24");
    CHECK_THAT(plan.notes, Catch::VectorContains(std::string(
                               ".: assumed, not observed: the change of the trust anchors that "
                               "begins at 2027-12-22 14:05:00 has come to all validators at "
                               "2027-12-22 14:05:00")));
}

TEST_CASE("ksk_rollover: RFC 5011 publishes the key of double-ds before it signs",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::assume);
    policy.rfc5011 = true;
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // 47 days 14:05 before 20 July is 2 June 09:55, the Friday before 28 May. The set of the 21st
    // expires on 4 June: trusted from 7 July 14:05 on. The DS decides: 23 July. No cache has a set
    // that only the old key signed IretC later, on the 26th 14:05; the next Friday is the 30th.
    // Irev later it is 1 September 12:05, the next Friday the 3rd.
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-05-28: 0 1 2 / 0 / 2",
                              "2027-07-23: 0 1 2 / 0 1 / 2", "2027-07-30: 0R 1 2 / 0R 1 / 2",
                              "2027-09-03: 1 2 / 1 / 2"});
    CHECK(ds_changes(plan).back() == "2027-08-02 14:05:00 > 2027-08-04 14:05:00?: 1");
}

TEST_CASE("ksk_rollover: a trust anchor is revoked when no cache has a set that it alone signed",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::assume);
    policy.parent.reset();
    policy.rfc5011 = true;
    const auto plan = planned(new_zone("."), policy, request("2027-01-01", "2027-12-01"));
    const Life& old = plan.keys.at(0).planned;
    REQUIRE(old.revoke);
    const UtcTime swap = *plan.keys.at(1).planned.active;
    CHECK(*old.revoke >= later(swap, 3 * policy::day + 14 * policy::hour + 5 * 60));
    for (const Slot& slot : plan.slots) {
        if (slot.from >= swap && slot.from < *old.revoke) {
            CHECK(slot.signers == std::vector<KeyInSet>{{0, false}, {1, false}});
        }
    }
    // Validators drop it in the instant in which they see that; until then they have both.
    REQUIRE(plan.ds_changes.size() == 3);
    CHECK(has_key(plan.ds_changes[1].after, 0));
    CHECK_FALSE(has_key(plan.ds_changes[2].after, 0));
    CHECK(plan.ds_changes[2].earliest == *old.revoke);
}

TEST_CASE("ksk_rollover: sets of the ceremony before hold RFC 5011 back", "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::confirm);
    policy.rfc5011 = true;
    policy.reserve = 90 * policy::day;
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-05-21"));
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    // The sets of the first ceremony reach beyond 21 May and 90 days, 19 August: to the 20th, and
    // the last of them, of the 13th, expires on the 27th. Trusted 33 days 14:05 later, 29
    // September 14:05; the next Friday is 1 October.
    CHECK(text(history.slots.back().expiration) == "2027-08-27");
    plan = planned(history, policy, next("2027-05-15", "2027-08-01"));
    CHECK(life(plan, 2) == "2027-06-04 - - -");
    CHECK(text(plan.keys.at(2).planned.ready) == "2027-09-29 14:05:00");
    CHECK(ds_changes(plan) == Lines{"2027-07-16 11:00:00 > -: 0 2"});
    history = after(plan, 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-18");
    plan = planned(history, policy, next("2027-07-20", "2027-12-01"));
    CHECK(sets(plan) == Lines{"2027-07-30: 0 1 2 / 0 / 1", "2027-10-01: 0 1 2 / 0 2 / 1",
                              "2027-10-08: 0R 1 2 / 0R 2 / 1", "2027-11-12: 1 2 / 2 / 1"});
}

TEST_CASE("ksk_rollover: RFC 5011 is held back by every set that was ever signed",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::confirm);
    policy.rfc5011 = true;
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    const auto asked = next("2027-05-15", "2027-09-01");
    const auto plan = planned(history, policy, asked);
    REQUIRE(plan.keys.size() == 3);
    // A set of a ceremony before the last one, for longer than all that is planned.
    history.keys[0].listed_until = at("2027-10-01");
    const auto held = planned(history, policy, asked);
    CHECK(plan.keys[2].planned.ready < at("2027-10-01"));
    // 33 days 14:05 behind it.
    CHECK(text(held.keys.at(2).planned.ready) == "2027-11-03 14:05:00");
}

TEST_CASE("ksk_rollover: a standby key is at the parent and takes over at once",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_ds, policy::DsGate::confirm);
    policy.ksk.standby = 1;
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > -: 0 1"});
    CHECK(gates(plan) == Lines{"seen 0 133200", "seen 1 133200"});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2"});
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    history.keys.at(1).observed.ds_seen = at("2027-01-21");
    plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    CHECK(sets(plan) == Lines{"2027-05-28: 0 2 / 0 / 2", "2027-07-23: 1 2 / 1 / 2"});
    CHECK(ds_changes(plan) == Lines{"2027-07-26 14:05:00 > -: 1 3"});
    CHECK(gates(plan) == Lines{"seen 3 133200", "gone 0 133200"});
}

TEST_CASE("ksk_rollover: a standby key with double signatures signs from the beginning",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::assume);
    policy.ksk.standby = 1;
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // The DS is submitted Dreg before 20 July: the 18th. Complete on the 20th, IretP later it is
    // the 21st 13:00, the next Friday the 23rd.
    CHECK(ds_changes(plan) ==
          Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0", "2027-07-18 > 2027-07-20?: 1"});
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 3 / 0 1 / 3", "2027-07-23: 1 2 3 / 1 2 / 3"});
}

TEST_CASE("ksk_rollover: a ZSK waits for the KSKs where two rollovers are too many",
          "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::assume);
    policy.zsk.lifetime = length("P90D");
    policy.overlap = policy::Overlap::avoid;
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-09-15"));
    // The KSKs change from 9 to 23 July. The ZSK that would be published on 25 June and have its
    // predecessor removed on 23 July is published then, signs from the 30th on, and its
    // predecessor leaves on 20 August.
    CHECK(sets(plan) == Lines{"2027-01-01: 0 2 / 0 / 2", "2027-03-26: 0 2 3 / 0 / 2",
                              "2027-04-02: 0 2 3 / 0 / 3", "2027-04-23: 0 3 / 0 / 3",
                              "2027-07-09: 0 1 3 / 0 1 / 3", "2027-07-23: 1 3 4 / 1 / 3",
                              "2027-07-30: 1 3 4 / 1 / 4", "2027-08-20: 1 4 / 1 / 4"});
    policy.overlap = policy::Overlap::allow;
    CHECK(sets(planned(new_zone(), policy, request("2027-01-01", "2027-09-15"))).at(4) ==
          "2027-06-25: 0 3 4 / 0 / 3");
}

TEST_CASE("ksk_rollover: KSKs wait for a ZSK that is half exchanged", "[timeline][ksk]") {
    auto policy = policy_with(policy::KskRoll::double_signature, policy::DsGate::assume);
    policy.zsk.lifetime = length("P90D");
    policy.overlap = policy::Overlap::avoid;
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-07-01"));
    CHECK(sets(plan).back() == "2027-06-25: 0 2 3 / 0 / 2");
    plan = planned(after(plan), policy, next("2027-06-20", "2027-09-15"));
    // From 25 June; the ZSK signs from 9 July on, and its predecessor leaves on the 30th.
    CHECK(sets(plan) == Lines{"2027-06-25: 0 2 3 / 0 / 2", "2027-07-09: 0 2 3 / 0 / 3",
                              "2027-07-30: 0 3 4 / 0 4 / 3", "2027-08-13: 3 4 / 4 / 3"});
}

}  // namespace
}  // namespace ceremony::ksk_rollover_test
