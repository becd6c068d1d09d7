// SPDX-License-Identifier: BSD-3-Clause

#include "proof/prover.hpp"

#include <functional>
#include <random>

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof {
namespace {

using test::in_week;
using test::must;
using test::quarter;
using timeline::ZonePlan;

using Change = std::function<void(ZonePlan&)>;

ZonePlan changed(const Change& change) {
    ZonePlan plan = quarter();
    change(plan);
    return plan;
}

// What no proof looks at, all of it.
ZonePlan other_zone() {
    return changed([](ZonePlan& plan) {
        plan.zone = must(dns::Name::from_text("be."));
        plan.own_timing.ttl = 1;
        plan.grid = timeline::Grid{};
        plan.until = in_week(11);
        plan.last_ceremony = 7;
        plan.gates.emplace_back();
        plan.notes = {"a note"};
        timeline::Key& key = plan.keys[1];
        key.zones = {plan.zone};
        key.size = 2048;
        key.custody = timeline::Custody::external;
        key.id = {1};
        key.label = "other";
        key.tag = 4711;
        key.data = Bytes{3};
        key.planned.active = in_week(1);
        key.observed.publish = in_week(1);
        plan.slots[3].cds = timeline::CdsSets{};
    });
}

TEST_CASE("prover: zones are alike that differ in what no proof looks at", "[proof][prover]") {
    CHECK(is_alike(quarter(), other_zone()));
    CHECK(prove(quarter()) == prove(other_zone()));
    CHECK(steps_of(quarter()) == steps_of(other_zone()));
}

TEST_CASE("prover: whatever the proof looks at makes a difference", "[proof][prover]") {
    const std::vector<Change> changes = {
        [](ZonePlan& plan) { plan.strict = false; },
        [](ZonePlan& plan) { ++plan.timing.lateness; },
        [](ZonePlan& plan) { plan.handover_until = in_week(1); },
        [](ZonePlan& plan) { plan.ds_before.clear(); },
        [](ZonePlan& plan) { plan.ds_changes.emplace_back(); },
        [](ZonePlan& plan) { plan.keys[1].role = recipe::KeyRole::ksk; },
        [](ZonePlan& plan) { plan.keys[1].algorithm = dns::Algorithm::ed25519; },
        [](ZonePlan& plan) { plan.keys[1].listed_until = in_week(30); },
        [](ZonePlan& plan) { plan.keys.emplace_back(); },
        [](ZonePlan& plan) { plan.slots.pop_back(); },
        [](ZonePlan& plan) { plan.slots_before.pop_back(); },
        [](ZonePlan& plan) { plan.slots[3].from = in_week(2); },
        [](ZonePlan& plan) { plan.slots[3].until = in_week(5); },
        [](ZonePlan& plan) { plan.slots[3].inception = in_week(3); },
        [](ZonePlan& plan) { plan.slots[3].expiration = in_week(9); },
        [](ZonePlan& plan) { ++plan.slots[3].ttl; },
        [](ZonePlan& plan) { plan.slots[3].keys.pop_back(); },
        [](ZonePlan& plan) { plan.slots[3].keys[0].revoked = true; },
        [](ZonePlan& plan) { plan.slots[3].signers.clear(); },
        [](ZonePlan& plan) { plan.slots[3].zone_signers = {2}; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        CAPTURE(i);
        CHECK_FALSE(is_alike(quarter(), changed(changes[i])));
        CHECK_FALSE(is_alike(changed(changes[i]), quarter()));
    }
}

TEST_CASE("prover: it says what the proof says, whichever zones it has seen", "[proof][prover]") {
    std::mt19937 random(1035);
    std::vector<ZonePlan> plans;
    for (int i = 0; i < 40; ++i) {
        plans.push_back(test::random_plan(random));
    }
    Prover prover;
    std::size_t safe = 0;
    for (int i = 0; i < 400; ++i) {
        const ZonePlan& plan = plans[random() % plans.size()];
        const Verdict verdict = prove(plan);
        REQUIRE(prover.prove(plan) == verdict);
        if (verdict.is_safe()) {
            REQUIRE(prover.steps_of(plan) == steps_of(plan));
            ++safe;
        }
    }
    CHECK(safe > 40);
}

TEST_CASE("prover: a counter-example names the zone that it is about", "[proof][prover]") {
    const auto breaks = [](ZonePlan& plan) {
        plan.slots[3].signers.clear();
    };
    const ZonePlan one = changed(breaks);
    ZonePlan other = one;
    other.zone = must(dns::Name::from_text("be."));
    Prover prover;
    CHECK_THAT(prover.prove(one).counter_example->sentence, Catch::Contains("zone nl. is bogus"));
    CHECK_THAT(prover.prove(other).counter_example->sentence, Catch::Contains("zone be. is bogus"));
}

}  // namespace
}  // namespace ceremony::proof
