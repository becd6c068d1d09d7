// SPDX-License-Identifier: BSD-3-Clause
//
// cook_refusals_test.cpp -- runs that end before the first change.

#include "cooker/cook.hpp"
#include "hsm/back_door.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("cook: a token that changes while people are asked stops the run", "[hsm][cook]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.put(recipe_of({destroy(key("old")), generate(key("ksk"))}));
    const std::uint64_t slot =
        bunker.on_token([](pkcs11::Token& token) { return token.info().slot; });
    const cooker::Sink screen = bunker.program.out;
    bool has_changed = false;
    bunker.program.out = [&](std::string_view text) -> Outcome {
        if (!has_changed && text.find("yes, by -y") != std::string_view::npos) {
            has_changed = true;
            BackDoor(slot).generate(new_key(KeyKind::p256, "stranger"));
        }
        return screen(text);
    };
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE(has_changed);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK_THAT(outcome.error().message(),
               Catch::Contains("the objects on the token changed after they were checked"));
    CHECK(bunker.objects().size() == 4);
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.journal"));
}

TEST_CASE("cook: -o does not name the recipe, however it is spelled", "[hsm][cook]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    const std::string approved = slurp(bunker.folder / "recipe.json");
    const auto spelling = GENERATE(as<std::string>{}, "recipe.json", "./recipe.json");
    bunker.options.output = bunker.folder / spelling;
    CHECK(bunker.cook().error().code() == Errc::refused);
    CHECK(bunker.said("is the recipe; only without -o does the result take its place"));
    CHECK(slurp(bunker.folder / "recipe.json") == approved);
    CHECK(bunker.objects().empty());
}

TEST_CASE("cook: a last ceremony that cannot be read is one problem of several", "[hsm][cook]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    static_cast<void>(bunker.folder.file("recipe.json.part", "x"));
    bunker.options.previous = bunker.folder / "none.json";
    const auto outcome = bunker.cook();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message() == "there are 2 problems with this recipe");
    CHECK(bunker.said("none.json"));
    CHECK(bunker.said("exists already"));
}

}  // namespace
}  // namespace ceremony::test
