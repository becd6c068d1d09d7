// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/history.hpp"

#include "plans.hpp"
#include "timeline/timing.hpp"

namespace ceremony::history_test {
namespace {

using namespace timeline;

TEST_CASE("history: a plan becomes the history of the next one", "[timeline][history]") {
    ZonePlan plan;
    plan.zone = dns::Name::from_text("nl.").value();
    plan.keys.resize(2);
    plan.slots.resize(3);
    plan.slots[0].from = at("2027-01-01");
    plan.slots_before.resize(1);
    plan.until = at("2028-01-01");
    plan.grid = Grid{at("2027-01-01"), Duration::of(0, 604800).value()};
    plan.timing.ttl = 7200;
    plan.own_timing.ttl = 3600;
    plan.ds_before = {DsAtParent{0, dns::DigestType::sha256}};
    plan.ds_changes.resize(1);
    plan.last_ceremony = 4;

    const History history = history_after(plan, 5);
    CHECK(history.zone == plan.zone);
    CHECK(history.keys == plan.keys);
    CHECK(history.slots == plan.slots);
    CHECK(history.until == plan.until);
    CHECK(history.grid == plan.grid);
    CHECK(history.timing == plan.own_timing);
    CHECK(history.last_ceremony == 5);
    CHECK(history.ds_before == plan.ds_before);
    CHECK(history.ds_changes == plan.ds_changes);
    CHECK(history.imports.empty());
    CHECK(history.backups.empty());
}

TEST_CASE("history: numbers stay in force until nothing made with them is seen",
          "[timeline][history]") {
    // A long TTL, then two ceremonies with a short one, the second of which begins while sets of
    // the first may still be cached.
    policy::Policy policy;
    policy.zone.max_ttl = 20 * policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    policy.zone.max_ttl = policy::hour;
    auto asked = request("2027-06-01", "2027-06-20");
    const auto second = planned(after(first, 1), policy, asked);
    CHECK(second.timing.max_ttl == 20 * policy::day);
    const History history = after(second, 2);
    // The hand-over ends on 15 June; S, D, the TTL and the parent's delays are 36 days 14:05.
    CHECK(text(history.timing_before_until) == "2027-07-21 14:05:00");
    asked = request("2027-06-20", "2028-01-01");
    CHECK(planned(history, policy, asked).timing.max_ttl == 20 * policy::day);
    const Timing own = timing_of(policy);
    CHECK(numbers_in_force(own, history, at("2027-07-21 14:04:59")).max_ttl == 20 * policy::day);
    CHECK(numbers_in_force(own, history, at("2027-07-21 14:05:00")).max_ttl == policy::hour);
}

}  // namespace
}  // namespace ceremony::history_test
