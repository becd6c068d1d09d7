// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/plan_zone.hpp"

#include "plans.hpp"

namespace ceremony::plan_zone_test {
namespace {

using namespace timeline;
using recipe::KeyRole;

// Numbers of the default policy, by hand: Ipub 3 days 14:05:00, Iret of a ZSK and the wait for the
// first DS 16 days 03:05:00; slots of validity - refresh = 9 days at most.

TEST_CASE("plan_zone: a new zone gets a KSK and ZSKs on the grid", "[timeline][plan_zone]") {
    const auto plan = planned(new_zone(), weekly(), request("2027-01-01", "2027-05-01"));
    // 1 January and 90 days is 1 April, the next Friday the 2nd; Ipub before it is 29 March
    // 09:55, the Friday before the 26th; Iret after it is 18 April 03:05, the next Friday the
    // 23rd.
    REQUIRE(plan.keys.size() == 3);
    CHECK(plan.keys[0].role == KeyRole::ksk);
    CHECK(plan.keys[1].role == KeyRole::zsk);
    CHECK(life(plan, 0) == "2027-01-01 2027-01-01 - -");
    CHECK(life(plan, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-23");
    CHECK(life(plan, 2) == "2027-03-26 2027-04-02 - -");
    CHECK(text(plan.keys[2].planned.ready) == "2027-03-29 14:05:00");
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 / 0 / 1", "2027-03-26: 0 1 2 / 0 / 1",
                              "2027-04-02: 0 1 2 / 0 / 2", "2027-04-23: 0 2 / 0 / 2"});
    // 30 days after 1 May is 31 May, the next Friday 4 June: 22 weeks.
    REQUIRE(plan.slots.size() == 22);
    CHECK(text(plan.slots.back().until) == "2027-06-04");
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > -: 0"});
    CHECK(gates(plan) == Lines{"seen 0 133200"});
    CHECK(plan.handover_until == at("2027-01-01"));
    CHECK(plan.notes.empty());
}

TEST_CASE("plan_zone: slots have the times that the policy gives them", "[timeline][plan_zone]") {
    const auto plan = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    const Slot& slot = plan.slots.at(1);
    CHECK(text(slot.from) == "2027-01-08");
    CHECK(text(slot.until) == "2027-01-15");
    CHECK(text(slot.inception) == "2027-01-07 23:00:00");
    CHECK(text(slot.expiration) == "2027-01-22");
    CHECK(slot.ttl == 3600);
}

TEST_CASE("plan_zone: keys that are to be made are as the policy wants", "[timeline][plan_zone]") {
    policy::Policy policy;
    policy.ksk.algorithm = dns::Algorithm::rsasha256;
    policy.ksk.size = 3072;
    policy.zsk.algorithm = dns::Algorithm::rsasha256;
    policy.zsk.size = 2048;
    auto asked = request("2027-01-01", "2027-02-01");
    asked.now = at("2026-12-05 10:00:00");
    auto plan = planned(new_zone(), policy, asked);
    CHECK(plan.keys.at(0).zones == std::vector<dns::Name>{plan.zone});
    CHECK(plan.keys[0].algorithm == dns::Algorithm::rsasha256);
    CHECK(plan.keys[0].size == 3072);
    CHECK(plan.keys.at(1).size == 2048);
    CHECK_FALSE(plan.keys[0].exportable);
    CHECK(plan.keys[1].exportable);
    CHECK(is_made_here(plan.keys[0]));
    CHECK(plan.keys[1].planned.generate == at("2026-12-05 10:00:00"));
    policy.zsk.exported = policy::ZskExport::none;
    plan = planned(new_zone(), policy, asked);
    CHECK_FALSE(plan.keys[1].exportable);
}

TEST_CASE("plan_zone: without a grid nothing is rounded", "[timeline][plan_zone]") {
    const auto plan =
        planned(new_zone(), policy::Policy{}, request("2027-01-01 12:00:00", "2027-05-01"));
    CHECK(life(plan, 1) ==
          "2027-01-01 12:00:00 2027-01-01 12:00:00 2027-04-01 12:00:00 2027-04-17 15:05:00");
    CHECK(life(plan, 2) == "2027-03-28 21:55:00 2027-04-01 12:00:00 - -");
    // Nine slots of 9 days and one that the next key cuts short.
    CHECK(text(plan.slots.at(8).until) == "2027-03-23 12:00:00");
    CHECK(text(plan.slots.at(9).until) == "2027-03-28 21:55:00");
    CHECK(text(plan.slots.at(10).until) == "2027-04-01 12:00:00");
    CHECK(text(plan.slots.back().until) == "2027-05-31");
}

TEST_CASE("plan_zone: a grid of months keeps to the ends of months", "[timeline][plan_zone]") {
    policy::Policy policy;
    policy.slot = length("P1M");
    policy.validity = 40 * policy::day;
    policy.zsk.lifetime = length("P3M");
    const auto plan = planned(new_zone(), policy, request("2027-12-31", "2028-07-01"));
    // 31 December and 3 months is 31 March; the point before, 29 February, is in a leap year.
    CHECK(life(plan, 1) == "2027-12-31 2027-12-31 2028-03-31 2028-04-30");
    CHECK(life(plan, 2) == "2028-02-29 2028-03-31 2028-06-30 -");
    CHECK(text(plan.slots.at(1).until) == "2028-02-29");
    CHECK(text(plan.slots.at(2).until) == "2028-03-31");
    CHECK(text(plan.slots.back().until) == "2028-07-31");
}

TEST_CASE("plan_zone: plans go on after 2038", "[timeline][plan_zone]") {
    const auto plan = planned(new_zone(), weekly(), request("2037-12-25", "2038-05-01"));
    CHECK(life(plan, 1) == "2037-12-25 2037-12-25 2038-03-26 2038-04-16");
    CHECK(plan.slots.back().expiration > at("2038-01-19 03:14:08"));
}

TEST_CASE("plan_zone: a signature has to end before 2106-02-07", "[timeline][plan_zone]") {
    // The last slot begins on 22 January, expires on 5 February; a week later would be the 12th.
    policy::Policy policy = weekly();
    policy.reserve = 0;
    CHECK(plan_zone(new_zone(), policy, request("2106-01-01", "2106-01-29")).ok());
    const auto refused = plan_zone(new_zone(), policy, request("2106-01-01", "2106-02-05"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::limit);
    CHECK(refused.error().message().find("2106-02-12") != std::string::npos);
}

TEST_CASE("plan_zone: a plan goes forward", "[timeline][plan_zone]") {
    const auto refused = plan_zone(new_zone(), weekly(), request("2027-01-01", "2027-01-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("is not after the start") != std::string::npos);
}

TEST_CASE("plan_zone: the first keys cannot be published in the past", "[timeline][plan_zone]") {
    auto asked = request("2027-01-01", "2027-06-01");
    asked.now = at("2027-01-03");
    const auto refused = plan_zone(new_zone(), weekly(), asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK_THAT(refused.error().message(),
               Catch::EndsWith("changes at 2027-01-01 00:00:00, which is in the past: start "
                               "(--from) at 2027-01-03 00:00:00 at the earliest"));
    asked.from = at("2027-01-03");
    CHECK(plan_zone(new_zone(), weekly(), asked).ok());
}

TEST_CASE("plan_zone: without a start it is now", "[timeline][plan_zone]") {
    auto asked = request("2027-01-01 10:30:00", "2027-02-01");
    asked.from.reset();
    const auto plan = planned(new_zone(), weekly(), asked);
    CHECK(plan.slots.front().from == at("2027-01-01 10:30:00"));
    CHECK(plan.grid->origin == at("2027-01-01 10:30:00"));
}

TEST_CASE("plan_zone: a slot longer than the refresh allows is refused", "[timeline][plan_zone]") {
    policy::Policy policy;
    policy.slot = length("P1M");
    policy.validity = 35 * policy::day;  // 30 days after the refresh: too few for January
    const auto refused = plan_zone(new_zone(), policy, request("2027-01-01", "2027-05-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("2027-01-31") != std::string::npos);
}

}  // namespace
}  // namespace ceremony::plan_zone_test
