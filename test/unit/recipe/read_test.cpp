// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read.hpp"

#include <array>
#include <sstream>

#include "json/parse.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

// The recipes of test/vectors/recipe/accept: NAME.json, and NAME.out as it is written.
constexpr std::array<std::string_view, 9> accepted = {
    "everything",        "everything_cooked",  "external_zsk_v1_0",
    "external_zsk_v1_1", "generated_zsk_v1_0", "generated_zsk_v1_1",
    "no_actions",        "prototype",          "prototype_cooked"};

std::string accepted_file(std::string_view name, std::string_view extension) {
    return test::read_vector_file(std::string("recipe/accept/").append(name).append(extension));
}

}  // namespace

TEST_CASE("read: the outer form is read and everything else refused", "[recipe][read]") {
    test::check_reading("recipe/read.vec");
}

TEST_CASE("read: every accepted recipe is written in its one form", "[recipe][read]") {
    for (const std::string_view name : accepted) {
        CAPTURE(name);
        const Recipe recipe = must(test::read_recipe_text(accepted_file(name, ".json")));
        const std::string written = write_recipe(recipe);
        CHECK(written == accepted_file(name, ".out"));
        CHECK(must(test::read_recipe_text(written)) == recipe);
    }
}

TEST_CASE("read: a recipe in v1.0 is the same recipe in v1.1", "[recipe][read]") {
    for (const std::string name : {"external_zsk", "generated_zsk"}) {
        CAPTURE(name);
        CHECK(must(test::read_recipe_text(accepted_file(name, "_v1_0.json"))) ==
              must(test::read_recipe_text(accepted_file(name, "_v1_1.json"))));
    }
}

TEST_CASE("read: what is no recipe at all is refused where it goes wrong", "[recipe][read]") {
    struct Row {
        std::string text;
        std::string message;
        Errc code;
    };
    const auto row = GENERATE(values<Row>({
        {"[]", "recipe.json:1:1: not an object, but an array", Errc::syntax},
        {"{}", "recipe.json:1:1: the member \"recipeSpecVersion\" is missing", Errc::syntax},
        {R"({"recipeSpecVersion": "v1.1"})", "recipe.json:1:1: the member \"preamble\" is missing",
         Errc::syntax},
        {"{\n  \"recipeSpecVersion\": \"v3\"}",
         "recipe.json:2:24: recipeSpecVersion: \"v3\" is neither v1.0 nor v1.1", Errc::semantics},
    }));
    CAPTURE(row.text);
    const auto read = test::read_recipe_text(row.text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == row.code);
    CHECK(read.error().message() == row.message);
}

TEST_CASE("read: every rejected recipe is refused at its place", "[recipe][read]") {
    std::istringstream list(test::read_vector_file("recipe/reject/EXPECT"));
    std::string file;
    std::string code;
    std::string place;
    std::size_t files = 0;
    while (list >> file >> code >> place) {
        CAPTURE(file);
        ++files;
        auto parsed = json::parse(test::read_vector_file("recipe/reject/" + file), file);
        const Error error =
            parsed.ok()
                ? read_recipe(std::make_shared<const json::Document>(std::move(parsed).value()))
                      .error()
                : parsed.error();
        CHECK(to_string(error.code()) == code);
        CHECK(Catch::StringMaker<Place>::convert(error.place().value_or(Place{0, 0})) == place);
    }
    CHECK(files == 8);
}

TEST_CASE("read: the octets of each action can be found in both layouts", "[recipe][read]") {
    for (const std::string_view name : {"everything", "prototype"}) {
        CAPTURE(name);
        const auto document = test::parse_recipe(accepted_file(name, ".json"));
        const Recipe recipe = must(read_recipe(document));
        const json::Elements values = action_values(*document);
        REQUIRE(values.size() == recipe.actions.size());
        for (const json::Value value : values) {
            CHECK(value.source().starts_with("{\n"));
            CHECK(value.source().ends_with("}"));
            CHECK(value.find("actionType").has_value());
        }
    }
}

TEST_CASE("read: the plan outlives the document that the caller lets go", "[recipe][read]") {
    auto document = test::parse_recipe(accepted_file("everything", ".json"));
    const Recipe recipe = must(read_recipe(document));
    document.reset();
    REQUIRE(recipe.preamble.plan.has_value());
    CHECK(recipe.preamble.plan->value().find("keys").has_value());
}
