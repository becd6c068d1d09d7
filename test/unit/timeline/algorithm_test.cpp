// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/algorithm.hpp"

#include "plans.hpp"

namespace ceremony {
namespace {

using namespace timeline;

// Dates by hand, with the numbers of the default policy: a new signature is in every cache after
// 16 days 03:05, a key set after 3 days 14:05, Dreg is 2 days, a DS set is forgotten after 1 day
// 13:00. The grid is on Fridays.

policy::Policy with_algorithm(dns::Algorithm algorithm) {
    policy::Policy policy;
    policy.slot = length("P7D");
    policy.zsk.lifetime = length("P10Y");
    policy.ksk.lifetime = length("P10Y");
    policy.ksk.roll = policy::KskRoll::double_signature;
    policy.ksk.algorithm = algorithm;
    policy.zsk.algorithm = algorithm;
    if (algorithm == dns::Algorithm::rsasha256) {
        policy.ksk.size = 2048;
        policy.zsk.size = 2048;
    }
    return policy;
}

policy::Policy ecdsa() {
    return with_algorithm(dns::Algorithm::ecdsap256sha256);
}

/// A zone that is signed with RSA, whose DS was seen.
History signed_zone() {
    auto history = after(planned(new_zone(), with_algorithm(dns::Algorithm::rsasha256),
                                 request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    return history;
}

Error refusal(const History& history, const policy::Policy& policy, const Request& request) {
    auto refused = plan_zone(history, policy, request);
    REQUIRE_FALSE(refused.ok());
    return std::move(refused).error();
}

TEST_CASE("algorithm: signatures come first and keys last", "[timeline][algorithm]") {
    auto policy = ecdsa();
    policy.ds_gate = policy::DsGate::assume;
    const auto plan = planned(signed_zone(), policy, next("2027-05-20", "2027-12-01"));
    REQUIRE(plan.keys.size() == 4);
    CHECK(plan.keys[2].algorithm == dns::Algorithm::ecdsap256sha256);
    CHECK(plan.keys[3].algorithm == dns::Algorithm::ecdsap256sha256);
    // The hand-over ends on 11 June; signatures are everywhere on the 27th 03:05, the next Friday
    // is 2 July; the key set on the 5th 14:05, the DS on the 7th; the old one is forgotten on the
    // 9th 03:05, the next Friday is the 16th; the old key set on the 19th, the next Friday is the
    // 23rd.
    CHECK(sets(plan) == Lines{"2027-05-28: 0 1 / 0 / 1", "2027-06-11: 0 1 / 0 / 1 2",
                              "2027-07-02: 0 1 2 3 / 0 3 / 1 2", "2027-07-16: 2 3 / 3 / 1 2",
                              "2027-07-23: 2 3 / 3 / 2"});
    CHECK(ds_changes(plan) == Lines{"2027-07-05 14:05:00 > 2027-07-07 14:05:00?: 3"});
}

TEST_CASE("algorithm: followers of RFC 5011 see the new KSK in time, and the old one revoked",
          "[timeline][algorithm]") {
    auto policy = ecdsa();
    policy.ds_gate = policy::DsGate::assume;
    policy.rfc5011 = true;
    const auto plan = planned(signed_zone(), policy, next("2027-05-20", "2027-12-01"));
    // The last set without the new KSK ends on 9 July. D, 30 days and 2 hours later it is 11
    // August 14:05; the DS is there on the 13th, the old one forgotten on the 15th 03:05, the
    // next Friday is the 20th. D and 30 days later it is 22 September 12:05, the next Friday the
    // 24th; that set is everywhere on the 27th 14:05, the next Friday is 1 October.
    CHECK(sets(plan) == Lines{"2027-05-28: 0 1 / 0 / 1", "2027-06-11: 0 1 / 0 / 1 2",
                              "2027-07-02: 0 1 2 3 / 0 3 / 1 2",
                              "2027-08-20: 0R 1 2 3 / 0R 3 / 1 2", "2027-09-24: 2 3 / 3 / 1 2",
                              "2027-10-01: 2 3 / 3 / 2"});
    CHECK(ds_changes(plan) == Lines{"2027-08-11 14:05:00 > 2027-08-13 14:05:00?: 3"});
    // The revocation goes on in the next ceremony.
    const auto first = planned(signed_zone(), policy, next("2027-05-20", "2027-09-10"));
    CHECK(sets(first).back() == "2027-08-20: 0R 1 2 3 / 0R 3 / 1 2");
    const auto second = planned(after(first, 2), policy, next("2027-09-01", "2027-12-01"));
    CHECK(sets(second) == Lines{"2027-09-10: 0R 1 2 3 / 0R 3 / 1 2", "2027-09-24: 2 3 / 3 / 1 2",
                                "2027-10-01: 2 3 / 3 / 2"});
}

TEST_CASE("algorithm: zones that share KSKs change it together", "[timeline][algorithm]") {
    const auto rsa = with_algorithm(dns::Algorithm::rsasha256);
    auto plans = plan_zones_with_one_ksk({new_zone("nl."), new_zone("example.")}, {&rsa, &rsa},
                                         request("2027-01-01", "2027-06-01"));
    REQUIRE(plans.ok());
    std::vector<History> histories;
    for (ZonePlan& plan : plans.value()) {
        plan.keys[0].id = {1};
        histories.push_back(after(plan));
        histories.back().keys[0].observed.ds_seen = at("2027-01-20");
    }
    auto policy = ecdsa();
    policy.ds_gate = policy::DsGate::assume;
    const auto asked = next("2027-05-20", "2027-12-01");
    SECTION("step by step as one zone does") {
        plans = plan_zones_with_one_ksk(histories, {&policy, &policy}, asked);
        REQUIRE(plans.ok());
        const Lines expected = sets(planned(signed_zone(), policy, asked));
        CHECK(expected.size() == 5);
        for (const ZonePlan& plan : plans.value()) {
            CHECK(ds_changes(plan) == Lines{"2027-07-05 14:05:00 > 2027-07-07 14:05:00?: " +
                                            std::string(plan.zone.text() == "nl." ? "3" : "2")});
            REQUIRE(sets(plan).size() == expected.size());
            for (std::size_t number = 0; number < expected.size(); ++number) {
                CHECK(sets(plan)[number].substr(0, 10) == expected[number].substr(0, 10));
            }
        }
        CHECK(sets(plans.value()[0]) == expected);
        // Of the other the new KSK is key 2, and the new ZSK key 3.
        CHECK(sets(plans.value()[1]).at(2) == "2027-07-02: 0 1 2 3 / 0 2 / 1 3");
        CHECK(sets(plans.value()[1]).back() == "2027-07-23: 2 3 / 2 / 3");
    }
    SECTION("and not when one has no ZSK of it") {
        auto other = policy;
        other.zsk.source = policy::ZskSource::external;
        const auto refused = plan_zones_with_one_ksk(histories, {&policy, &other}, asked);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code() == Errc::refused);
        CHECK(refused.error().message() ==
              "example.: the KSKs that it shares go over to another algorithm at 2027-07-02 "
              "00:00:00, and it has no ZSK of it: whoever makes its ZSKs has to give one first");
    }
    SECTION("nor when the ZSK of one waits for its backup") {
        auto careful = policy;
        careful.require_backup = policy::Backup::all;
        // KSKs do not wait: they are there already, backed up.
        for (History& history : histories) {
            Key spare = history.keys.at(0);
            spare.planned = {};
            spare.observed = {};
            spare.algorithm = policy.ksk.algorithm;
            spare.size.reset();
            spare.id = {77};
            spare.observed.generate = at("2027-01-01");
            history.keys.push_back(spare);
            history.backups.push_back({history.keys.size() - 1, at("2027-02-01")});
        }
        Key zsk = histories[0].keys.back();
        zsk.role = recipe::KeyRole::zsk;
        zsk.zones = {histories[0].zone};
        zsk.id = {78};
        histories[0].keys.push_back(zsk);
        histories[0].backups.push_back({histories[0].keys.size() - 1, at("2027-02-01")});
        const auto refused = plan_zones_with_one_ksk(histories, {&careful, &careful}, asked);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().message() ==
              "example.: the KSKs that it shares go over to another algorithm at 2027-07-02 "
              "00:00:00, and its ZSK of it waits for its backup: say under events that it was "
              "backed up");
    }
}

TEST_CASE("algorithm: it waits for the old DS to be gone", "[timeline][algorithm]") {
    auto plan = planned(signed_zone(), ecdsa(), next("2027-05-20", "2027-08-01"));
    CHECK(sets(plan).back() == "2027-07-02: 0 1 2 3 / 0 3 / 1 2");
    CHECK(gates(plan) == Lines{"seen 3 133200", "gone 0 133200"});
    auto history = after(plan, 2);
    CHECK(sets(planned(history, ecdsa(), next("2027-07-20", "2027-12-01"))) ==
          Lines{"2027-07-30: 0 1 2 3 / 0 3 / 1 2"});
    history.keys.at(0).observed.ds_gone = at("2027-07-30");
    plan = planned(history, ecdsa(), next("2027-07-20", "2027-12-01"));
    CHECK(sets(plan) == Lines{"2027-07-30: 0 1 2 3 / 0 3 / 1 2", "2027-08-13: 2 3 / 3 / 1 2",
                              "2027-08-20: 2 3 / 3 / 2"});
}

TEST_CASE("algorithm: each step may be the first of a ceremony", "[timeline][algorithm]") {
    auto plan = planned(signed_zone(), ecdsa(), next("2027-05-20", "2027-06-15"));
    CHECK(sets(plan).back() == "2027-06-11: 0 1 / 0 / 1 2");
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("the new keys are published not before 2027-07-02") !=
          std::string::npos);
    plan = planned(after(plan, 2), ecdsa(), next("2027-06-01", "2027-07-03"));
    // From 11 June.
    CHECK(sets(plan).back() == "2027-07-02: 0 1 2 3 / 0 3 / 1 2");
    CHECK(ds_changes(plan).empty());
    plan = planned(after(plan, 3), ecdsa(), next("2027-06-20", "2027-07-20"));
    CHECK(ds_changes(plan) == Lines{"2027-07-05 14:05:00 > -: 3"});
    auto history = after(plan, 4);
    history.keys.at(0).observed.ds_gone = at("2027-07-10");
    history.keys.at(3).observed.ds_seen = at("2027-07-09");
    plan = planned(history, ecdsa(), next("2027-07-10", "2027-08-01"));
    // From 16 July; keys may change on the 30th.
    CHECK(sets(plan) == Lines{"2027-07-16: 0 1 2 3 / 0 3 / 1 2", "2027-07-30: 2 3 / 3 / 1 2"});
    plan = planned(after(plan, 5), ecdsa(), next("2027-07-25", "2027-09-01"));
    CHECK(sets(plan) == Lines{"2027-07-30: 2 3 / 3 / 1 2", "2027-08-13: 2 3 / 3 / 2"});
}

TEST_CASE("algorithm: a zone without a DS does not wait for its parent", "[timeline][algorithm]") {
    auto history = after(planned(new_zone(), with_algorithm(dns::Algorithm::rsasha256),
                                 request("2027-01-01", "2027-01-15")));
    const auto plan = planned(history, ecdsa(), next("2027-01-10", "2027-06-01"));
    // From 15 January, a Friday; the hand-over ends on the 29th; signatures are everywhere on 14
    // February 03:05, the next Friday is the 19th; the key set on the 22nd 14:05, and 1 day 13:00
    // later it is the 24th, the next Friday the 26th; the old key set on 1 March, the next Friday
    // the 5th.
    CHECK(sets(plan) == Lines{"2027-01-15: 0 1 / 0 / 1", "2027-01-29: 0 1 / 0 / 1 2",
                              "2027-02-19: 0 1 2 3 / 0 3 / 1 2", "2027-02-26: 2 3 / 3 / 1 2",
                              "2027-03-05: 2 3 / 3 / 2"});
    // The new KSK is in every cache on 22 February 14:05.
    CHECK(ds_changes(plan) == Lines{"2027-02-22 14:05:00 > -: 3"});
}

TEST_CASE("algorithm: a withdrawal that is assumed is not taken back by a DS of another key",
          "[timeline][algorithm]") {
    auto policy = with_algorithm(dns::Algorithm::rsasha256);
    policy.ds_gate = policy::DsGate::assume;
    policy.cds.publish = policy::CdsPublish::rollover;
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    auto plan = planned(signed_zone(), policy, asked);
    REQUIRE(ds_changes(plan) == Lines{"2027-05-28 > 2027-05-30?:"});
    policy = ecdsa();
    policy.ds_gate = policy::DsGate::assume;
    policy.cds.publish = policy::CdsPublish::rollover;
    plan = planned(after(plan, 2), policy, next("2027-06-20", "2027-12-01"));
    REQUIRE(plan.ds_changes.size() == 2);
    CHECK(plan.ds_changes[1].after == std::vector{DsAtParent{3, dns::DigestType::sha256}});
    CHECK_FALSE(is_taken_back(plan, 0));
    CHECK(plan.notes.at(0) ==
          "nl.: assumed, not observed: the DS set that is withdrawn from 2027-05-28 00:00:00 on is "
          "gone from the parent at 2027-05-30 00:00:00");
    // Nothing asks for a DS of the old key, which leaves.
    for (const Slot& slot : plan.slots) {
        REQUIRE(slot.cds);
        CHECK((slot.cds->keys.empty() || slot.cds->keys == std::vector<KeyIndex>{3}));
    }
    CHECK(plan.slots.front().cds->keys.empty());
}

TEST_CASE("algorithm: other keys change when it has ended", "[timeline][algorithm]") {
    auto policy = ecdsa();
    policy.ds_gate = policy::DsGate::assume;
    policy.ksk.standby = 1;
    const auto plan = planned(signed_zone(), policy, next("2027-05-20", "2027-12-01"));
    CHECK(sets(plan).at(3) == "2027-07-16: 2 3 / 3 / 1 2");
    CHECK(sets(plan).back() == "2027-07-23: 2 3 4 / 3 4 / 2");
}

TEST_CASE("algorithm: the way back is open as long as nothing is published",
          "[timeline][algorithm]") {
    const auto first = planned(signed_zone(), ecdsa(), next("2027-05-20", "2027-06-15"));
    CHECK(sets(first).back() == "2027-06-11: 0 1 / 0 / 1 2");
    const auto plan = planned(after(first, 2), with_algorithm(dns::Algorithm::rsasha256),
                              next("2027-06-01", "2027-09-01"));
    CHECK(sets(plan) == Lines{"2027-06-11: 0 1 / 0 / 1 2", "2027-06-25: 0 1 / 0 / 1"});
}

TEST_CASE("algorithm: double-ds is impossible across algorithms", "[timeline][algorithm]") {
    auto policy = ecdsa();
    policy.ksk.roll = policy::KskRoll::double_ds;
    const auto error = refusal(signed_zone(), policy, next("2027-05-20", "2027-12-01"));
    CHECK(error.code() == Errc::refused);
    CHECK(error.message().find("use double-signature") != std::string::npos);
}

TEST_CASE("algorithm: it is refused where nobody has thought it through", "[timeline][algorithm]") {
    auto asked = next("2027-05-20", "2027-12-01");
    asked.goal = Goal::insecure;
    CHECK(refusal(signed_zone(), ecdsa(), asked).message().find("goes insecure") !=
          std::string::npos);
    auto history = signed_zone();
    history.keys.at(0).observed.ds_seen.reset();
    CHECK(refusal(history, ecdsa(), next("2027-05-20", "2027-12-01"))
              .message()
              .find("about to change") != std::string::npos);
}

}  // namespace
}  // namespace ceremony
