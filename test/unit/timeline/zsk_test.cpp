// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/zsk.hpp"

#include "plans.hpp"

namespace ceremony::zsk_test {
namespace {

using namespace timeline;

// Dates by hand, with the numbers of the default policy: Ipub 3 days 14:05:00, Iret 16 days
// 03:05:00, hand-over 14 days. The grid is on Fridays.

Request next(std::string_view until) {
    Request request;
    request.now = at("2027-03-10");
    request.until = at(until);
    return request;
}

TEST_CASE("zsk: the next ceremony ends what this one began", "[timeline][zsk]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-04-15"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 2027-04-02 -");
    const auto second = planned(after(first), weekly(), next("2027-08-01"));
    // 15 April is rounded down to the 9th, and the hand-over ends on the 23rd.
    CHECK(text(second.slots.front().from) == "2027-04-09");
    CHECK(text(second.handover_until) == "2027-04-23");
    CHECK(life(second, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-23");
    CHECK(life(second, 2) == "2027-03-26 2027-04-02 2027-07-02 2027-07-23");
    CHECK(life(second, 3) == "2027-06-25 2027-07-02 - -");
    CHECK(sets(second) == Lines{"2027-04-09: 0 1 2 / 0 / 2", "2027-04-23: 0 2 / 0 / 2",
                                "2027-06-25: 0 2 3 / 0 / 2", "2027-07-02: 0 2 3 / 0 / 3",
                                "2027-07-23: 0 3 / 0 / 3"});
}

TEST_CASE("zsk: a key of the ceremony before leaves when nobody has its signatures any more",
          "[timeline][zsk]") {
    auto policy = weekly();
    policy.handover = policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-04-15"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 2027-04-02 -");
    // Keys may change from the 16th on, a week before that.
    const auto second = planned(after(first), policy, next("2027-06-01"));
    CHECK(text(second.handover_until) == "2027-04-10");
    CHECK(life(second, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-23");
}

TEST_CASE("zsk: a rollover that comes after the end waits for the hand-over", "[timeline][zsk]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-03-20"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 - -");
    REQUIRE(first.keys.size() == 2);
    // 20 March and 14 days is 3 April, the next Friday the 9th; Ipub later it is the 12th.
    REQUIRE(first.notes.size() == 1);
    CHECK(first.notes[0].find("2027-04-01") != std::string::npos);
    CHECK(first.notes[0].find("2027-04-12 14:05:00") != std::string::npos);
    const auto second = planned(after(first), weekly(), next("2027-06-01"));
    // From 19 March; keys may change from 2 April on.
    CHECK(life(second, 1) == "2027-01-01 2027-01-01 2027-04-09 2027-04-30");
    CHECK(life(second, 2) == "2027-04-02 2027-04-09 - -");
}

TEST_CASE("zsk: a rollover may stop in its middle", "[timeline][zsk]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-03-28"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 - -");
    CHECK(life(first, 2) == "2027-03-26 - - -");
    const auto second = planned(after(first), weekly(), next("2027-06-01"));
    CHECK(life(second, 1) == "2027-01-01 2027-01-01 2027-04-09 2027-04-30");
    CHECK(life(second, 2) == "2027-03-26 2027-04-09 - -");
}

TEST_CASE("zsk: an event at the end belongs to the next ceremony", "[timeline][zsk]") {
    const auto on_it = planned(new_zone(), weekly(), request("2027-01-01", "2027-04-02"));
    CHECK(life(on_it, 1) == "2027-01-01 2027-01-01 - -");
    const auto behind_it =
        planned(new_zone(), weekly(), request("2027-01-01", "2027-04-02 00:00:01"));
    CHECK(life(behind_it, 1) == "2027-01-01 2027-01-01 2027-04-02 -");
}

TEST_CASE("zsk: with double signatures both sign", "[timeline][zsk]") {
    auto policy = weekly();
    policy.zsk.roll = policy::ZskRoll::double_signature;
    // 1 April less Iret is 15 March 20:55, the Friday before the 12th; Iret later it is the 28th,
    // the next Friday 2 April. 12 March and 90 days is 10 June; less Iret 24 May, the Friday
    // before the 21st; Iret later it is 6 June, the next Friday the 11th.
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-07-01"));
    CHECK(life(plan, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-02");
    CHECK(life(plan, 2) == "2027-03-12 2027-03-12 2027-06-11 2027-06-11");
    CHECK(life(plan, 3) == "2027-05-21 2027-05-21 - -");
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 / 0 / 1", "2027-03-12: 0 1 2 / 0 / 1 2",
                              "2027-04-02: 0 2 / 0 / 2", "2027-05-21: 0 2 3 / 0 / 2 3",
                              "2027-06-11: 0 3 / 0 / 3"});
}

TEST_CASE("zsk: the next ceremony ends a double signature", "[timeline][zsk]") {
    auto policy = weekly();
    policy.zsk.roll = policy::ZskRoll::double_signature;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-03-20"));
    CHECK(life(first, 1) == "2027-01-01 2027-01-01 - -");
    CHECK(life(first, 2) == "2027-03-12 2027-03-12 - -");
    const auto second = planned(after(first), policy, next("2027-05-01"));
    CHECK(life(second, 1) == "2027-01-01 2027-01-01 2027-04-02 2027-04-02");
    CHECK(life(second, 2) == "2027-03-12 2027-03-12 - -");
}

TEST_CASE("zsk: standby keys are published and take over in turn", "[timeline][zsk]") {
    auto policy = weekly();
    policy.zsk.standby = 1;
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-05-01"));
    CHECK(sets(plan) == Lines{"2027-01-01: 0 1 2 / 0 / 1", "2027-03-26: 0 1 2 3 / 0 / 1",
                              "2027-04-02: 0 1 2 3 / 0 / 2", "2027-04-23: 0 2 3 / 0 / 2"});
}

TEST_CASE("zsk: a lifetime of months ends at the end of a month", "[timeline][zsk]") {
    policy::Policy policy;
    policy.zsk.lifetime = length("P3M");
    const auto plan = planned(new_zone(), policy, request("2027-11-30", "2028-06-15"));
    CHECK(life(plan, 1) == "2027-11-30 2027-11-30 2028-02-29 2028-03-16 03:05:00");
    CHECK(life(plan, 2) == "2028-02-25 09:55:00 2028-02-29 2028-05-29 2028-06-14 03:05:00");
}

TEST_CASE("zsk: the longer TTL of the plan before stays in force", "[timeline][zsk]") {
    auto policy = weekly();
    policy.ttl = policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-02-01"));
    auto asked = next("2027-05-01");
    asked.now = at("2027-01-20");
    const auto second = planned(after(first), weekly(), asked);
    CHECK(second.timing.ttl == 86400);
    CHECK(second.own_timing.ttl == 3600);
    // Ipub is 4 days 13:05: before 2 April that is 28 March 10:55.
    CHECK(life(second, 2) == "2027-03-26 2027-04-02 - -");
    CHECK(text(second.keys.at(2).planned.ready) == "2027-03-30 13:05:00");
    const auto third = planned(after(second, 2), weekly(), next("2027-06-01"));
    CHECK(third.timing.ttl == 3600);
}

Key external(std::string_view provider) {
    Key key;
    key.zones = {dns::Name::from_text("nl.").value()};
    key.role = recipe::KeyRole::zsk;
    key.algorithm = dns::Algorithm::ecdsap256sha256;
    key.custody = Custody::external;
    key.provider = provider;
    return key;
}

TEST_CASE("zsk: keys of others are used in their order until none is left", "[timeline][zsk]") {
    auto policy = weekly();
    policy.zsk.source = policy::ZskSource::external;
    auto history = new_zone();
    history.keys = {external("a"), external("b")};
    const auto plan = planned(std::move(history), policy, request("2027-01-01", "2027-12-01"));
    REQUIRE(plan.keys.size() == 3);
    CHECK(life(plan, 0) == "2027-01-01 2027-01-01 2027-04-02 2027-04-23");
    CHECK(life(plan, 1) == "2027-03-26 2027-04-02 - -");
    CHECK_FALSE(plan.keys[0].planned.generate.has_value());
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].find("whoever makes the ZSKs has to give another one") !=
          std::string::npos);
}

TEST_CASE("zsk: without a key of others there is no plan", "[timeline][zsk]") {
    auto policy = weekly();
    policy.zsk.source = policy::ZskSource::external;
    const auto refused = plan_zone(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("no ZSK") != std::string::npos);
}

}  // namespace
}  // namespace ceremony::zsk_test
