// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/matches.hpp"

#include "recipe/read.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::test::cooked_sample;
using ceremony::test::CookedSample;
using ceremony::test::must;

namespace {

// The recipe that `sample` was made of.
recipe::Recipe approved(const CookedSample& sample) {
    recipe::Recipe recipe = sample.recipe;
    recipe.preamble.cooked.reset();
    recipe.preamble.cooked_timestamp.reset();
    for (recipe::Action& action : recipe.actions) {
        std::visit([](auto& params) { params.cooked.reset(); }, action.params);
    }
    return recipe;
}

}  // namespace

TEST_CASE("matches: a recipe with results is the recipe", "[cooked][matches]") {
    const std::string name = GENERATE(as<std::string>{}, "rsa", "ecdsa", "ed25519", "ldns");
    CookedSample sample = cooked_sample(name);
    const recipe::Recipe recipe = approved(sample);
    const auto hash = sample.recipe.preamble.cooked->recipe;
    CHECK(cooked::differences(sample.recipe, recipe, hash).empty());
}

TEST_CASE("matches: a result of v1.0 does not say of which file it is", "[cooked][matches]") {
    const CookedSample sample = cooked_sample("v1_0");
    CHECK(cooked::differences(sample.recipe, approved(sample), {}).empty());
}

TEST_CASE("matches: every member that is not as approved is found", "[cooked][matches]") {
    const CookedSample good = cooked_sample("ecdsa");
    for (const auto& vector :
         test::read_vectors("cooked/matches.vec", {"edit", "path", "reason"})) {
        CAPTURE(vector.title());
        const CookedSample sample = cooked_sample("ecdsa", vector.text("edit"));
        const auto found =
            cooked::differences(sample.recipe, approved(good), good.recipe.preamble.cooked->recipe);
        if (vector.expects_ok()) {
            CHECK(found.empty());
        } else {
            CHECK(sample.told(found) ==
                  std::vector<std::string>{vector.text("path") + ": " + vector.text("reason")});
        }
    }
}

TEST_CASE("matches: results in an approved recipe are found", "[cooked][matches]") {
    const CookedSample sample = cooked_sample("rsa");
    const auto found =
        cooked::differences(sample.recipe, sample.recipe, sample.recipe.preamble.cooked->recipe);
    // cooked_timestamp and cooked of the preamble, and three actions.
    CHECK(found.size() == 5);
    for (const auto& violation : found) {
        CHECK(violation.reason == "missing, but was approved");
    }
}
