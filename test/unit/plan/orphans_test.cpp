// SPDX-License-Identifier: BSD-3-Clause

#include "plan/orphans.hpp"

#include <algorithm>

#include "plan/histories.hpp"
#include "plan/to_recipe.hpp"
#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;
using test::name_of;
using test::time_of;
using timeline::History;

const UtcTime now = time_of("2027-06-24");

// A zone whose ceremony makes a KSK and a ZSK, beside the keys of those before.
ChainPlan plan_with(std::vector<timeline::Key> before) {
    ChainPlan plan;
    timeline::ZonePlan& zone = plan.zones.emplace_back();
    zone.zone = name_of("nl.");
    zone.until = time_of("2028-01-01");
    zone.keys = std::move(before);
    zone.keys.push_back(test::new_key(recipe::KeyRole::ksk, {zone.zone}));
    zone.keys.push_back(test::new_key(recipe::KeyRole::zsk, {zone.zone}));
    return plan;
}

recipe::Recipe recipe_of(const ChainPlan& plan, std::uint32_t sequence, std::uint32_t attempt) {
    RecipeFrame frame = test::sample_frame();
    frame.timestamp = time_of("2027-06-20");
    frame.ceremony.sequence = sequence;
    frame.ceremony.attempt = attempt;
    return must(to_recipe(plan, frame));
}

// With the results of a bunker that made what it was to make.
recipe::Recipe cooked(recipe::Recipe recipe) {
    Byte number = 100;
    for (recipe::Action& action : recipe.actions) {
        if (auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
            generation->cooked = recipe::GenerateKeyResult{true, {}, test::key_data(++number), {}};
        }
    }
    return recipe;
}

std::vector<Bytes> ids_of(const std::vector<timeline::Key>& keys) {
    std::vector<Bytes> ids;
    for (const timeline::Key& key : keys) {
        ids.push_back(key.id);
    }
    return ids;
}

std::vector<Bytes> generated_by(const recipe::Recipe& recipe) {
    std::vector<Bytes> ids;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
            ids.push_back(generation->key.name.id());
        }
    }
    return ids;
}

std::string refusal_of(std::vector<History> histories, const recipe::Recipe& lost) {
    const auto orphans = add_orphans(histories, lost, now);
    REQUIRE_FALSE(orphans.ok());
    CHECK(orphans.error().code() == Errc::refused);
    return orphans.error().message();
}

TEST_CASE("orphans: what a lost attempt made is destroyed, and nothing of ceremonies before",
          "[plan][orphans]") {
    const recipe::Recipe first = cooked(recipe_of(plan_with({}), 1, 1));
    std::vector<History> histories = must(histories_of({first}));
    const std::vector<timeline::Key> before = histories[0].keys;
    recipe::Recipe lost = recipe_of(plan_with(before), 2, 1);
    if (GENERATE(0, 1) == 1) {
        lost = cooked(lost);
    }
    const auto orphans = must(add_orphans(histories, lost, now));
    CHECK(ids_of(orphans) == generated_by(lost));
    REQUIRE(histories.size() == 1);
    REQUIRE(histories[0].keys.size() == 4);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(histories[0].keys[i] == before[i]);
        CHECK_FALSE(is_destroyed_here(histories[0].keys[i]));
        const timeline::Key& orphan = histories[0].keys[2 + i];
        CHECK(orphan == orphans[i]);
        CHECK(orphan.planned.destroy == now);
        CHECK(is_destroyed_here(orphan));
        CHECK_FALSE(orphan.data);
        CHECK_FALSE(orphan.tag);
    }
}

TEST_CASE("orphans: those of an attempt before the lost one are not forgotten", "[plan][orphans]") {
    const recipe::Recipe first = cooked(recipe_of(plan_with({}), 1, 1));
    const std::vector<History> known = must(histories_of({first}));
    const recipe::Recipe attempt1 = recipe_of(plan_with(known[0].keys), 2, 1);
    std::vector<History> before2 = known;
    must(add_orphans(before2, attempt1, now));
    const recipe::Recipe attempt2 = recipe_of(plan_with(before2[0].keys), 2, 2);
    std::vector<History> before3 = known;
    const auto orphans = must(add_orphans(before3, attempt2, now));
    std::vector<Bytes> wanted = generated_by(attempt1);
    for (const Bytes& id : generated_by(attempt2)) {
        wanted.push_back(id);
    }
    CHECK(ids_of(orphans) == wanted);
}

TEST_CASE("orphans: a zone that was new in the lost attempt gets a history", "[plan][orphans]") {
    std::vector<History> histories;
    must(add_orphans(histories, recipe_of(plan_with({}), 1, 1), now));
    REQUIRE(histories.size() == 1);
    CHECK(histories[0].zone == name_of("nl."));
    CHECK(histories[0].keys.size() == 2);
}

TEST_CASE("orphans: a name that no lost attempt gives is refused", "[plan][orphans]") {
    // Keys of another ceremony, passed off as those of this one.
    recipe::Recipe lost = recipe_of(plan_with({}), 2, 1);
    lost.preamble.ceremony->sequence = 3;
    CHECK_THAT(refusal_of({}, lost),
               Catch::EndsWith("no lost attempt at this ceremony has made it"));
    lost.preamble.ceremony = recipe::Ceremony{must(recipe::Word::from_text("other")), 2, 1, {}};
    CHECK_THAT(refusal_of({}, lost),
               Catch::EndsWith("no lost attempt at this ceremony has made it"));

    // A key that the plan claims and no ceremony made.
    ChainPlan forged = plan_with({});
    timeline::Key victim = test::new_key(recipe::KeyRole::ksk, {name_of("nl.")});
    victim.id = Bytes(4, 0xde);
    victim.label = "nl. KSK nl-registry-2-1-1";
    forged.zones[0].keys.push_back(victim);
    CHECK_THAT(refusal_of({}, recipe_of(forged, 2, 1)), Catch::Contains("dededede"));
    // An orphan of an attempt that is not before.
    forged = plan_with({});
    victim.planned.destroy = now;
    forged.zones[0].keys.push_back(victim);
    CHECK_THAT(refusal_of({}, recipe_of(forged, 2, 2)), Catch::Contains("dededede"));
}

TEST_CASE("orphans: a plan without actions destroys nothing", "[plan][orphans]") {
    recipe::Recipe lost = recipe_of(plan_with({}), 2, 1);
    lost.actions.clear();
    std::vector<History> histories;
    CHECK(must(add_orphans(histories, lost, now)).empty());
    CHECK(histories.empty());
}

TEST_CASE("orphans: a key that a history knows is refused, a known orphan is passed over",
          "[plan][orphans]") {
    const recipe::Recipe lost = recipe_of(plan_with({}), 2, 1);
    std::vector<History> histories;
    must(add_orphans(histories, lost, now));
    CHECK_THAT(refusal_of(histories, lost), Catch::EndsWith("it is known from another ceremony"));
    const recipe::Recipe next = recipe_of(plan_with(histories[0].keys), 2, 2);
    CHECK(ids_of(must(add_orphans(histories, next, now))) == generated_by(next));
}

TEST_CASE("orphans: a key that the plan of the lost recipe does not know is refused",
          "[plan][orphans]") {
    recipe::Recipe lost = recipe_of(plan_with({}), 2, 1);
    lost.preamble.plan = recipe_of(ChainPlan{}, 2, 1).preamble.plan;
    CHECK_THAT(refusal_of({}, lost),
               Catch::EndsWith("the plan of the lost recipe does not know it"));
}

}  // namespace
}  // namespace ceremony::plan
