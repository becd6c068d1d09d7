// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/slots.hpp"

#include "plans.hpp"

namespace ceremony::slots_test {
namespace {

using namespace timeline;

TEST_CASE("slots: they follow each other without a gap", "[timeline][slots]") {
    for (const bool grid : {true, false}) {
        const auto plan = planned(new_zone(), grid ? weekly() : policy::Policy{},
                                  request("2027-01-01 01:02:03", "2028-01-01"));
        for (std::size_t number = 1; number < plan.slots.size(); ++number) {
            CHECK(plan.slots[number].from == plan.slots[number - 1].until);
            // Signed anew five days before the end at the latest.
            CHECK(plan.slots[number].from.seconds() + 5 * 86400 <=
                  plan.slots[number - 1].expiration.seconds());
        }
        CHECK(plan.slots.back().until >= at("2028-01-31"));
    }
}

TEST_CASE("slots: more than anybody wants are refused", "[timeline][slots]") {
    policy::Policy policy;
    policy.slot = length("PT1M");
    const auto refused = plan_zone(new_zone(), policy, request("2027-01-01", "2027-04-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::limit);
}

TEST_CASE("slots: the old sets have to reach the end of the hand-over", "[timeline][slots]") {
    auto policy = weekly();
    policy.reserve = 7 * policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-02-01"));
    // They end on 12 February; from 29 January it may take until the 12th.
    CHECK(text(first.slots.back().until) == "2027-02-12");
    CHECK(plan_zone(after(first), policy, next("2027-01-20", "2027-06-01")).ok());
    auto asked = next("2027-01-20", "2027-06-01");
    asked.from = at("2027-02-05");
    const auto refused = plan_zone(after(first), policy, asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("start at 2027-01-29") != std::string::npos);
}

TEST_CASE("slots: a start before that of the last ceremony is refused", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    auto asked = next("2026-12-01", "2027-06-01");
    asked.from = at("2026-12-31");
    const auto refused = plan_zone(after(first), weekly(), asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
}

TEST_CASE("slots: a history that contradicts its slots is refused", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    auto history = after(first);
    SECTION("in the keys of the set") {
        history.slots.at(5).keys.pop_back();
    }
    SECTION("in who signs the zone") {
        history.slots.at(5).zone_signers.pop_back();
    }
    const auto refused = plan_zone(history, weekly(), next("2027-01-20", "2027-06-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::semantics);
    CHECK(refused.error().message().find("2027-02-05") != std::string::npos);
}

TEST_CASE("slots: keys change in the hand-over as they did in the old sets", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-06-01"));
    auto asked = next("2027-03-01", "2027-06-01");
    asked.from = at("2027-03-20");
    const auto plan = planned(after(first), weekly(), asked);
    // From 19 March to 2 April the publication of the 26th is not to be undone; what comes after
    // it is planned anew, and comes out as before.
    CHECK(sets(plan) == Lines{"2027-03-19: 0 1 / 0 / 1", "2027-03-26: 0 1 2 / 0 / 1",
                              "2027-04-02: 0 1 2 / 0 / 2", "2027-04-23: 0 2 / 0 / 2"});
}

TEST_CASE("slots: what was to change when the hand-over is over is planned anew",
          "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-06-01"));
    CHECK(life(first, 2) == "2027-03-26 2027-04-02 - -");
    auto asked = next("2027-03-01", "2027-06-01");
    asked.from = at("2027-03-12");
    const auto plan = planned(after(first), weekly_with_one_zsk(), asked);
    CHECK(text(plan.handover_until) == "2027-03-26");
    CHECK(sets(plan) == Lines{"2027-03-12: 0 1 / 0 / 1"});
}

TEST_CASE("slots: a TTL that rises does so after the hand-over", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-06-01"));
    auto policy = weekly();
    policy.ttl = 24 * policy::hour;
    auto asked = next("2027-03-01", "2027-06-01");
    asked.from = at("2027-03-20");
    const auto higher = planned(after(first), policy, asked);
    // The hand-over is over on 2 April.
    for (const Slot& slot : higher.slots) {
        CAPTURE(text(slot.from));
        CHECK(slot.ttl == (slot.from < at("2027-04-02") ? 3600 : 86400));
    }
    policy.ttl = 1800;
    for (const Slot& slot : planned(after(first), policy, asked).slots) {
        CHECK(slot.ttl == 1800);
    }
}

TEST_CASE("slots: no key changes in the past of a start that was rounded down",
          "[timeline][slots]") {
    auto policy = weekly();
    policy.handover = 0;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-04-01"));
    // The key is due on 2 April; from the 2nd on, but it is the 7th already.
    const auto plan = planned(after(first), policy, next("2027-04-07", "2027-06-01"));
    CHECK(sets(plan) == Lines{"2027-04-02: 0 1 2 / 0 / 1", "2027-04-09: 0 1 2 / 0 / 2",
                              "2027-04-30: 0 2 / 0 / 2"});
}

TEST_CASE("slots: nothing changes while a start that was rounded down is handed over",
          "[timeline][slots]") {
    auto policy = weekly();
    policy.slot = length("P8D");
    policy.handover = 3 * policy::day;
    policy.zsk.lifetime = length("P88D");
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-03-25"));
    // The successor is due on 30 March, behind the end.
    CHECK(life(first, 2) == "2027-03-22 - - -");
    // From 22 March; but it is the 28th, and the result is imported until the 31st.
    auto asked = next("2027-03-28", "2027-06-01");
    asked.from = at("2027-03-28");
    const auto plan = planned(after(first), policy, asked);
    CHECK(plan.slots.front().from == at("2027-03-22"));
    CHECK(plan.handover_until == at("2027-03-31"));
    CHECK(life(plan, 2) == "2027-03-22 2027-04-07 - -");
}

TEST_CASE("slots: a start that is over is never advised", "[timeline][slots]") {
    auto policy = weekly();
    policy.reserve = 7 * policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-02-01"));
    auto asked = next("2027-02-05", "2027-06-01");
    const auto message_at = [&](std::string_view now) {
        asked.now = at(now);
        asked.from = at("2027-01-08");
        const auto refused = plan_zone(after(first), policy, asked);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code() == Errc::refused);
        return refused.error().message();
    };
    CHECK_THAT(message_at("2027-02-05"), Catch::EndsWith("unless handover is P7D at most"));
    CHECK_THAT(message_at("2027-02-12"), Catch::EndsWith("it is too late to hand over"));
    asked.now = at("2027-01-29");
    CHECK(plan_zone(after(first), policy, asked).ok());
}

TEST_CASE("slots: another grid begins where the old one allows it", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    auto policy = weekly();
    policy.slot = length("P5D");
    const auto plan = planned(after(first), policy, next("2027-01-20", "2027-06-01"));
    CHECK(plan.grid->origin == at("2027-01-29"));
    CHECK(text(plan.slots.at(1).from) == "2027-02-03");
}

TEST_CASE("slots: keys remember the sets that list them", "[timeline][slots]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    CHECK_FALSE(first.keys.at(1).listed_until.has_value());
    const auto plan = planned(after(first), weekly(), next("2027-01-20", "2027-06-01"));
    // The last set of the first ceremony, of 26 February.
    CHECK(text(plan.keys.at(1).listed_until) == "2027-03-12");
}

}  // namespace
}  // namespace ceremony::slots_test
