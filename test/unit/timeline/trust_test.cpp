// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/trust.hpp"

#include "plans.hpp"
#include "timeline/grid.hpp"
#include "timeline/timing.hpp"

namespace ceremony {
namespace {

using namespace timeline;

/// The KSK is due on 20 July 2027.
policy::Policy with_double_signature() {
    auto policy = weekly_with_one_zsk();
    policy.ksk.roll = policy::KskRoll::double_signature;
    policy.ksk.lifetime = length("P200D");
    return policy;
}

TEST_CASE("trust: RFC 5011 in the middle of a rollover counts from the last set without the key",
          "[timeline][trust]") {
    auto policy = with_double_signature();
    // The sets of the first ceremony, which nobody uses to their end, are valid until 2028.
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    const UtcTime last_without = plan.slots.back().expiration;
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-09-01");
    asked.from = asked.now;
    plan = planned(history, policy, asked);
    REQUIRE(sets(plan) == Lines{"2027-05-14: 0 1 / 0 / 1", "2027-07-09: 0 1 2 / 0 2 / 1"});
    REQUIRE(plan.slots.back().expiration < last_without);
    history = after(plan, 2);
    history.keys.at(2).observed.ds_seen = at("2027-07-15");
    history.keys.at(0).observed.ds_gone = at("2027-07-20");
    policy.rfc5011 = true;
    plan = planned(history, policy, next("2027-08-20", "2028-07-01"));
    const UtcTime trusted = later(last_without, hold_down(plan.timing));
    REQUIRE(plan.keys[2].planned.ready);
    CHECK(*plan.keys[2].planned.ready == trusted);
    REQUIRE(plan.keys[0].planned.revoke);
    CHECK(*plan.keys[0].planned.revoke >= trusted);
    // The plan after it does not begin to wait again.
    plan = planned(after(planned(history, policy, next("2027-08-20", "2027-12-01")), 3), policy,
                   next("2027-11-20", "2028-07-01"));
    CHECK(plan.keys[2].planned.ready == trusted);
}

TEST_CASE("trust: a key that was ready late all the same was not held down", "[timeline][trust]") {
    auto policy = with_double_signature();
    policy.publish_safety = 31 * policy::day;
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    const UtcTime last_without = plan.slots.back().expiration;
    auto history = after(plan, 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-09-01");
    asked.from = asked.now;
    plan = planned(history, policy, asked);
    REQUIRE(plan.keys.size() > 2);
    const Life& life = plan.keys[2].planned;
    REQUIRE(life.publish);
    REQUIRE(*life.ready > later(*life.publish, add_hold_down));
    history = after(plan, 2);
    policy.rfc5011 = true;
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    const UtcTime trusted = later(last_without, hold_down(plan.timing));
    CHECK(plan.keys[2].planned.ready == trusted);
    // The plan after it does not begin to wait again, also with larger numbers.
    policy.lateness += policy::day;
    policy.refresh += policy::day;
    plan = planned(after(plan, 3), policy, next("2027-11-20", "2028-07-01"));
    CHECK(plan.keys[2].planned.ready == trusted);
}

TEST_CASE("trust: without a grid RFC 5011 counts from whole times", "[timeline][trust]") {
    auto policy = with_double_signature();
    policy.slot.reset();
    policy.rfc5011 = true;
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-05-01")), 1);
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    const auto plan = planned(history, policy, next("2027-04-20", "2027-12-01"));
    const Life& life = plan.keys.at(2).planned;
    REQUIRE(life.publish);
    REQUIRE(*life.publish > plan.handover_until);
    CHECK(life.ready == later(*life.publish, policy.validity + hold_down(plan.timing)));
}

}  // namespace
}  // namespace ceremony
