// SPDX-License-Identifier: BSD-3-Clause
//
// property_test.cpp -- the proof against brute force and against a simulator, over plans by chance.

#include <array>
#include <optional>
#include <random>

#include "proof/proof.hpp"
#include "support/printing.hpp"
#include "unit/proof/oracle.hpp"
#include "unit/proof/plans.hpp"
#include "unit/proof/replay.hpp"
#include "unit/proof/simulator.hpp"

namespace ceremony::proof {
namespace {

using test::Speed;
using timeline::ZonePlan;

TEST_CASE("proof: it finds what brute force finds, at the same instant", "[proof][oracle]") {
    std::mt19937 random(20270101);
    std::size_t safe = 0;
    std::size_t unsafe = 0;
    for (int i = 0; i < 2000; ++i) {
        const ZonePlan plan = test::random_plan(random);
        CAPTURE(i);
        const Verdict verdict = prove(plan);
        const auto expected = test::first_bogus(plan, test::promised(plan));
        REQUIRE(verdict.is_safe() == !expected.has_value());
        if (expected) {
            REQUIRE(verdict.counter_example->at.seconds() == *expected);
            ++unsafe;
        } else {
            ++safe;
        }
    }
    CHECK(safe > 200);
    CHECK(unsafe > 200);
}

TEST_CASE("proof: a step may be as late as brute force lets it be", "[proof][oracle][steps]") {
    std::mt19937 random(20280229);
    std::array<std::size_t, 3> bounded = {};
    for (int i = 0; i < 400; ++i) {
        ZonePlan plan = test::random_plan(random);
        for (timeline::DsChange& change : plan.ds_changes) {
            change.assumed = change.complete.has_value();
        }
        if (!prove(plan).is_safe()) {
            continue;
        }
        CAPTURE(i);
        const std::int64_t horizon = test::promised(plan) + 30;
        const auto end = test::first_bogus(plan, horizon).value_or(horizon);
        for (const Step& step : steps_of(plan)) {
            CAPTURE(static_cast<int>(step.what), step.number, step.slack.value_or(-1));
            constexpr std::array<test::Late::What, 3> kinds = {
                test::Late::What::publication, test::Late::What::import, test::Late::What::parent};
            const auto kind = static_cast<std::size_t>(step.what);
            const auto does_harm = [&](std::int64_t by) {
                const test::Late late{kinds.at(kind), step.number, by};
                return test::first_bogus(plan, end, late).has_value();
            };
            REQUIRE_FALSE(does_harm(step.slack.value_or(20)));
            if (step.slack) {
                REQUIRE(does_harm(*step.slack + 1));
                ++bounded.at(kind);
            }
        }
    }
    for (const std::size_t count : bounded) {
        CHECK(count > 5);
    }
}

TEST_CASE("proof: every counter-example comes true in the simulator", "[proof][simulator]") {
    std::mt19937 random(5011);
    std::size_t unsafe = 0;
    for (int i = 0; i < 20000; ++i) {
        const ZonePlan plan = test::random_plan(random);
        const Verdict verdict = prove(plan);
        if (!verdict.is_safe()) {
            CAPTURE(i, verdict.counter_example->sentence);
            REQUIRE(test::is_replayed(plan, *verdict.counter_example));
            ++unsafe;
        }
    }
    CHECK(unsafe > 5000);
}

// Asks with caches of every age that fits.
void check_random_caches(const ZonePlan& plan, std::mt19937& random, int count) {
    const auto between = [&random](std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    const std::int64_t begin = plan.slots.front().from.seconds() - plan.timing.clock_skew;
    for (int i = 0; i < count; ++i) {
        const test::Course course = test::random_course(plan, random);
        const test::Simulator simulator(plan, course);
        for (int k = 0; k < 20; ++k) {
            test::Fetches fetches;
            fetches.now = between(begin, test::promised(plan) - 1);
            fetches.ds_at = fetches.now - between(0, plan.timing.ds_ttl - 1);
            fetches.keys_at = fetches.now - between(0, plan.timing.ttl - 1);
            fetches.zone_at = fetches.now - between(0, plan.timing.max_ttl - 1);
            fetches.ds_server = between(0, 1) == 0 ? Speed::fast : Speed::slow;
            fetches.keys_behind = between(0, plan.timing.zone_propagation);
            fetches.zone_behind = between(0, plan.timing.zone_propagation + plan.timing.resigning);
            REQUIRE(simulator.ask(fetches) != test::Answer::bogus);
        }
    }
}

TEST_CASE("proof: no cache is betrayed by a plan that was accepted", "[proof][simulator]") {
    std::mt19937 random(8914);
    std::size_t safe = 0;
    for (int i = 0; i < 3000; ++i) {
        const ZonePlan plan = test::random_plan(random);
        if (prove(plan).is_safe()) {
            CAPTURE(i);
            check_random_caches(plan, random, 20);
            ++safe;
        }
    }
    CHECK(safe > 300);
    const ZonePlan plan = test::quarter();
    REQUIRE(prove(plan).is_safe());
    check_random_caches(plan, random, 2000);
}

}  // namespace
}  // namespace ceremony::proof
