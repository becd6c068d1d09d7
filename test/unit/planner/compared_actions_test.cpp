// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_actions.hpp"

#include <algorithm>
#include <utility>

#include "plan/from_recipe.hpp"
#include "plan/to_recipe.hpp"
#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;

namespace {

struct Sample {
    explicit Sample(std::uint32_t sequence = 12) {
        plan::RecipeFrame frame = test::sample_frame();
        frame.ceremony.sequence = sequence;
        recipe = must(plan::to_recipe(plan, frame));
        plan = must(plan::from_recipe(recipe));
    }
    [[nodiscard]] Compared compared() const { return {recipe, plan}; }

    plan::ChainPlan plan = test::sample_plan();
    recipe::Recipe recipe;
};

}  // namespace

TEST_CASE("compared_actions: what is done is told by the names of the keys",
          "[planner][compared_actions]") {
    const Sample sample;
    const std::vector<std::string> deeds = deeds_of(sample.recipe, sample.plan);
    REQUIRE(deeds.size() == sample.recipe.actions.size());
    for (const std::string deed :
         {"needs nl. K1", "destroys nl. Z1", "destroys nl. K2", "generates nl. Z3",
          "exports nl. Z3 for \"site one\"", "makes set 1 of nl.", "makes set 2 of nl.",
          "makes set 1 of example.", "takes in the transport key \"site one\" on \"default\""}) {
        CAPTURE(deed);
        CHECK(std::count(deeds.begin(), deeds.end(), deed) == 1);
    }
}

TEST_CASE("compared_actions: what one does and the other does not", "[planner][compared_actions]") {
    const Sample one;
    Sample other;
    CHECK(differences_of_deeds(one.compared(), other.compared()).empty());
    std::swap(other.recipe.actions.front(), other.recipe.actions.back());
    CHECK(differences_of_deeds(one.compared(), other.compared()) ==
          std::vector<std::string>{
              "what both do is in another order, or done another number of times"});
    std::swap(other.recipe.actions.front(), other.recipe.actions.back());
    other.recipe.actions.pop_back();
    CHECK(differences_of_deeds(one.compared(), other.compared()) ==
          std::vector<std::string>{"no more: exports nl. Z3 for \"site one\""});
    CHECK(differences_of_deeds(other.compared(), one.compared()) ==
          std::vector<std::string>{"new: exports nl. Z3 for \"site one\""});
}

TEST_CASE("compared_actions: names that a ceremony gives its keys are no more to tell",
          "[planner][compared_actions]") {
    const Sample one;
    const Sample next(13);
    REQUIRE(one.recipe.actions != next.recipe.actions);
    CHECK(with_told_of(one.compared(), next.compared()) == next.recipe);
    // A label that is not the key's own is.
    Sample odd;
    for (recipe::Action& action : odd.recipe.actions) {
        if (auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
            generation->key.name = must(recipe::KeyName::make(generation->key.name.store(),
                                                              generation->key.name.id(), "mine"));
        }
    }
    CHECK(with_told_of(odd.compared(), next.compared()) != next.recipe);
}

TEST_CASE("compared_actions: of a set that is told to differ nothing is left",
          "[planner][compared_actions]") {
    const Sample one;
    Sample other;
    for (recipe::Action& action : other.recipe.actions) {
        if (auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params)) {
            set->ttl = 7;
            break;
        }
    }
    CHECK(with_told_of(one.compared(), other.compared()) != other.recipe);
    other.plan.zones[0].slots[0].ttl = 7;
    CHECK(with_told_of(one.compared(), other.compared()) == other.recipe);
}
