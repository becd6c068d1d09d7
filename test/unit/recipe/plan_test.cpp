// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/plan.hpp"

#include "recipe/recipe.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

Plan plan_of(const std::string& text) {
    const auto document = test::parse_recipe(text);
    return must(Plan::from_value(document, document->root()));
}

std::vector<PlannedKey> keys_of(const std::string& text) {
    return planned_keys(plan_of(text));
}

}  // namespace

TEST_CASE("plan: only an object is one", "[recipe][plan]") {
    const auto document = test::parse_recipe("[]");
    const auto plan = Plan::from_value(document, document->root());
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.error().code() == Errc::syntax);
}

TEST_CASE("plan: one that cannot be read back is refused in either layout", "[recipe][plan]") {
    const auto read = [](std::string_view before, int depth, std::string_view behind) {
        const auto size = static_cast<std::size_t>(depth);
        const std::string plan = "{\"a\":" + std::string(size, '[') + std::string(size, ']') + "}";
        return test::read_recipe_text(std::string(R"({"recipeSpecVersion":"v1.1",)")
                                          .append(before)
                                          .append(R"("preamble":{"timestamp":0,"plan":)")
                                          .append(plan)
                                          .append(R"(},"actions":[])")
                                          .append(behind));
    };
    for (const std::string before : {"", R"("recipe":{)"}) {
        const std::string behind = before.empty() ? "}" : "}}";
        const auto recipe = must(read(before, 28, behind));
        CHECK(must(test::read_recipe_text(write_recipe(recipe))) == recipe);
    }
    const auto deeper = read("", 29, "}");
    REQUIRE_FALSE(deeper.ok());
    CHECK(deeper.error().code() == Errc::limit);
    CHECK(deeper.error().message().starts_with("recipe.json:1:62: preamble.plan: "));
}

TEST_CASE("plan: equal is what prints the same", "[recipe][plan]") {
    CHECK(plan_of(R"({"a": [1]})") == plan_of("{ \"\\u0061\":[ 1 ] }"));
    CHECK_FALSE(plan_of(R"({"a": 1})") == plan_of(R"({"a": 2})"));
}

TEST_CASE("plan: zones and IDs and tags of keys are read", "[recipe][plan]") {
    const PlannedKey first{{must(dns::Name::from_text("nl.")), must(dns::Name::from_text("aw."))},
                           {0x0a, 0x0b},
                           std::uint16_t{65535}};
    const PlannedKey second{{}, {0x0c}, std::nullopt};
    const PlannedKey third{{}, {}, std::uint16_t{0}};
    CHECK(keys_of(R"({"keys": [{"zones": ["nl.", "AW."], "keyID": "hex 0a0b", "keyTag": 65535,
                                "role": "ksk"},
                               {"keyID": "hex 0c"}, {"keyTag": 0}]})") ==
          std::vector<PlannedKey>{first, second, third});
}

TEST_CASE("plan: what has another shape is passed over", "[recipe][plan]") {
    const auto text = GENERATE(values<std::string>({
        "{}",
        R"({"keys": 1})",
        R"({"keys": {}})",
        R"({"keys": []})",
        R"({"keys": [1, null, "x", []]})",
        R"({"keys": [{}]})",
        R"({"keys": [{"zones": "nl."}]})",
        R"({"keys": [{"zones": [1, "no dot", {}]}]})",
        R"({"keys": [{"keyID": 1}]})",
        R"({"keys": [{"keyID": "hex 0"}]})",
        R"({"keys": [{"keyTag": "1"}]})",
        R"({"keys": [{"keyTag": -1}]})",
        R"({"keys": [{"keyTag": 65536}]})",
    }));
    CAPTURE(text);
    CHECK(keys_of(text).empty());
}
