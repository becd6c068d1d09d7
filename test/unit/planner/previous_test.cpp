// SPDX-License-Identifier: BSD-3-Clause

#include "planner/previous.hpp"

#include "encoding/hex.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;
using ceremony::test::TempFolder;

namespace {

recipe::Word chain_of_sample(const std::string& name) {
    const TempFolder folder;
    return must(
               program::read_recipe_file(folder.file("r.json", read_vector_file("cooked/" + name))))
        .recipe.preamble.ceremony->chain;
}

// A file in `folder` with the text of a cooked recipe, and its hash.
Previous sample(const TempFolder& folder, const std::string& name) {
    const std::string text = read_vector_file("cooked/" + name);
    return {folder.file(name, text), encoding::encode_hex(must(crypto::sha256(as_bytes(text))))};
}

Outcome outcome_of(const Result<std::vector<program::RecipeFile>>& files) {
    return files.ok() ? Outcome(Nothing{}) : Outcome(files.error());
}

}  // namespace

TEST_CASE("previous: none is fine, one is believed by its hash", "[planner][previous]") {
    const TempFolder folder;
    const recipe::Word chain = chain_of_sample("rsa.json");
    CHECK(must(read_previous({}, {}, chain)).empty());
    const auto files = must(read_previous({sample(folder, "rsa.json")}, {}, chain));
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == folder / "rsa.json");
}

TEST_CASE("previous: what is of another chain or not the next is refused", "[planner][previous]") {
    const TempFolder folder;
    const recipe::Word chain = chain_of_sample("rsa.json");
    const Previous one = sample(folder, "rsa.json");
    CHECK_THAT(refusal(outcome_of(read_previous({one}, {}, must(recipe::Word::from_text("other")))),
                       Errc::refused),
               Catch::EndsWith(": not a ceremony of the chain other"));
    CHECK_THAT(refusal(outcome_of(read_previous({one, one}, {}, chain)), Errc::refused),
               Catch::Contains(": does not follow "));
    static_cast<void>(
        refusal(outcome_of(read_previous({{one.file, "x"}}, {}, chain)), Errc::usage));
    static_cast<void>(
        refusal(outcome_of(read_previous({{one.file, std::nullopt}}, {}, chain)), Errc::refused));
    static_cast<void>(refusal(
        outcome_of(read_previous({{folder / "none", std::nullopt}}, {}, chain)), Errc::not_found));
}
