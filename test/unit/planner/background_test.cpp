// SPDX-License-Identifier: BSD-3-Clause

#include "planner/background.hpp"

#include "encoding/hex.hpp"
#include "program/recipe_file.hpp"
#include "support/vectors.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;
using ceremony::test::slurp;
using ceremony::test::Workshop;

TEST_CASE("background: what came before is believed or refused", "[planner][background]") {
    Workshop workshop;
    const std::string cooked =
        workshop.folder.file("cooked.json", read_vector_file("cooked/ecdsa.json"));
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(cooked)))));
    workshop.options.previous = {{cooked, std::nullopt}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": nobody vouches for it"));
    workshop.options.previous = {{cooked, "0x12"}};
    static_cast<void>(refusal(workshop.produce(), Errc::usage));
    workshop.options.previous = {{cooked, hash}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not a ceremony of the chain example"));
}

TEST_CASE("background: a ceremony that was lost is repeated", "[planner][background]") {
    Workshop workshop;
    const std::string lost = workshop.produced();
    workshop.options.recover = lost;
    workshop.options.output = workshop.folder / "again.json";
    const program::RecipeFile again = must(program::read_recipe_file(workshop.produced()));
    CHECK(again.recipe.preamble.ceremony->sequence == 1);
    CHECK(again.recipe.preamble.ceremony->attempt == 2);
    CHECK_THAT(workshop.told.err, Catch::Contains(" --recover "));
    std::size_t deleted = 0;
    for (const recipe::Action& action : again.recipe.actions) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
        deleted += deletion != nullptr && !deletion->must_exist ? 1U : 0U;
    }
    std::size_t made = 0;
    for (const recipe::Action& action : must(program::read_recipe_file(lost)).recipe.actions) {
        made += std::holds_alternative<recipe::GenerateKey>(action.params) ? 1U : 0U;
    }
    CHECK(deleted == made);
    workshop.options.recover =
        workshop.folder.file("other.json", read_vector_file("cooked/ecdsa.json"));
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not an attempt at this ceremony"));
}
