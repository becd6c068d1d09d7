// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/upkeep.hpp"

#include "plans.hpp"

namespace ceremony::upkeep_test {
namespace {

using namespace timeline;

TEST_CASE("upkeep: the first DS waits for the backup of its key", "[timeline][upkeep]") {
    auto policy = weekly();
    policy.require_backup = policy::Backup::ksk;
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-03-01"));
    CHECK(ds_changes(plan).empty());
    // The key in use and its successor, which is made ahead.
    REQUIRE(plan.keys.size() == 3);
    CHECK(plan.keys[2].role == recipe::KeyRole::ksk);
    CHECK(life(plan, 2) == "- - - -");
    CHECK(gates(plan) == Lines{"backup 0 0", "backup 2 0"});
    auto history = after(plan);
    history.backups = {KeyBackup{0, at("2027-01-06")}};
    plan = planned(history, policy, next("2027-02-20", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-02-26 > -: 0"});
    CHECK(gates(plan) == Lines{"seen 0 133200", "backup 2 0"});
}

TEST_CASE("upkeep: a successor is used once it is backed up", "[timeline][upkeep]") {
    auto policy = weekly();
    policy.require_backup = policy::Backup::all;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-03-01"));
    // 59 days have no second ZSK in them.
    REQUIRE(first.keys.size() == 4);
    auto history = after(first);
    // The ZSK is due on 1 April, and keys may change from 12 March on.
    auto plan = planned(history, policy, next("2027-02-20", "2027-06-01"));
    CHECK(sets(plan) == Lines{"2027-02-26: 0 1 / 0 / 1"});
    history.backups = {KeyBackup{0, at("2027-01-06")}, KeyBackup{1, at("2027-01-06")},
                       KeyBackup{2, at("2027-01-06")}, KeyBackup{3, at("2027-01-06")}};
    plan = planned(history, policy, next("2027-02-20", "2027-06-01"));
    CHECK(sets(plan) == Lines{"2027-02-26: 0 1 / 0 / 1", "2027-03-26: 0 1 3 / 0 / 1",
                              "2027-04-02: 0 1 3 / 0 / 3", "2027-04-23: 0 3 / 0 / 3"});
    // 94 days have one, so that two are made for as long a time.
    CHECK(plan.keys.size() == 6);
    CHECK(gates(plan) == Lines{"seen 0 133200", "backup 4 0", "backup 5 0"});
}

TEST_CASE("upkeep: a ZSK is destroyed when no cache can need it", "[timeline][upkeep]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-06-01"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-23");
    // Iret, 16 days 03:05, after 23 April is 9 May 03:05.
    auto plan = planned(after(first), weekly(), next("2027-05-09 03:05:00", "2027-08-01"));
    CHECK_FALSE(plan.keys.at(1).planned.destroy.has_value());
    plan = planned(after(first), weekly(), next("2027-05-09 03:05:01", "2027-08-01"));
    CHECK(plan.keys.at(1).planned.destroy == at("2027-05-09 03:05:01"));
    CHECK(is_destroyed_here(plan.keys[1]));
    CHECK_FALSE(plan.keys.at(2).planned.destroy.has_value());
}

/// After four ceremonies: the second KSK, key 2, took over in the third, and the fourth does not
/// list the first any more. Everything was confirmed.
History after_rollover() {
    auto policy = weekly();
    policy.ksk.lifetime = length("P200D");
    policy.zsk.lifetime = length("P10Y");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")), 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    history = after(planned(history, policy, next("2027-05-15", "2027-09-01")), 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-20");
    history = after(planned(history, policy, next("2027-08-20", "2027-11-01")), 3);
    history.keys.at(0).observed.ds_gone = at("2027-09-20");
    const auto plan = planned(history, policy, next("2027-10-20", "2027-12-15"));
    CHECK_FALSE(plan.keys.at(0).planned.destroy.has_value());
    history = after(plan, 4);
    history.imports = {Import{4, at("2027-11-01")}};
    return history;
}

bool destroys_ksk(const History& history) {
    auto policy = weekly();
    policy.ksk.lifetime = length("P200D");
    policy.zsk.lifetime = length("P10Y");
    const auto plan = planned(history, policy, next("2027-12-05", "2028-02-01"));
    return is_destroyed_here(plan.keys.at(0));
}

TEST_CASE("upkeep: a KSK is destroyed on what people saw", "[timeline][upkeep]") {
    auto history = after_rollover();
    CHECK(destroys_ksk(history));
    SECTION("the result without it was not taken over") {
        history.imports = {Import{3, at("2027-11-01")}};
        CHECK_FALSE(destroys_ksk(history));
    }
    SECTION("its DS was not seen to go") {
        history.keys.at(0).observed.ds_gone.reset();
        CHECK_FALSE(destroys_ksk(history));
    }
    SECTION("a set with it has not expired") {
        history.keys.at(0).listed_until = at("2027-12-05");
        CHECK_FALSE(destroys_ksk(history));
    }
    SECTION("another zone has it, too") {
        history.keys.at(0).zones.push_back(dns::Name::from_text("example.").value());
        CHECK_FALSE(destroys_ksk(history));
    }
    SECTION("it is not ours") {
        history.keys.at(0).custody = Custody::external;
        CHECK_FALSE(destroys_ksk(history));
    }
}

TEST_CASE("upkeep: old slots are kept as long as something of them is seen", "[timeline][upkeep]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-06-01"));
    const auto plan = planned(after(first), weekly(), next("2027-05-20", "2027-08-01"));
    // From 28 May; 16 days 02:05 before it is 11 May 21:55, and the slot that ends on the 14th is
    // the first that counts.
    CHECK(text(plan.slots_before.front().until) == "2027-05-14");
    CHECK(plan.slots_before.back() == first.slots.back());
}

}  // namespace
}  // namespace ceremony::upkeep_test
