// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/violation.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"

using namespace ceremony;
using namespace ceremony::recipe;

namespace {

constexpr std::string_view actions_text =
    R"([{"actionType": "x",
  "actionParams": {"keyset": [{"key": {}}, {"key": 7}], "ttl": 5}},
 {"note": "\u00e9 and )"
    "\xc3\xa9"
    R"(", "actionParams": {}}])";

std::string nested_text() {
    return R"({"recipe": {"preamble": {"rehearsal": true}, "actions": )" +
           std::string(actions_text) + "}}";
}

std::string messages_of(const std::vector<Violation>& violations, const std::string& text) {
    std::string told;
    for (const Error& error : to_errors(violations, *test::parse_recipe(text))) {
        CHECK(error.code() == Errc::refused);
        told.append(error.message()).append("\n");
    }
    return told;
}

}  // namespace

TEST_CASE("violation: without a text it is told by its path", "[recipe][violation]") {
    CHECK(to_error({3, "actionParams.ttl", "too long"}).message() ==
          "recipe.actions[3].actionParams.ttl: too long");
    CHECK(to_error({{}, "rehearsal", "not here"}).message() ==
          "recipe.preamble.rehearsal: not here");
    CHECK(to_error({{}, "rehearsal", "not here"}).code() == Errc::refused);
    CHECK(to_error({3, "", "too many"}).message() == "recipe.actions[3]: too many");
}

TEST_CASE("violation: what is about no part of the recipe has no place", "[recipe][violation]") {
    CHECK(to_error({{}, "", "not now"}).message() == "not now");
    CHECK(to_error({{}, "", "not now"}).code() == Errc::refused);
    CHECK(messages_of({{{}, "", "not now"}, {{}, "rehearsal", "a"}}, nested_text()) ==
          "not now\n"
          "recipe.json:1:39: recipe.preamble.rehearsal: a\n");
}

TEST_CASE("violation: places are found in whatever order", "[recipe][violation]") {
    CHECK(messages_of({{1, "actionParams", "d"},
                       {0, "actionParams.keyset[1].key", "b"},
                       {0, "actionParams.ttl", "c"},
                       {{}, "rehearsal", "a"}},
                      nested_text()) ==
          "recipe.json:3:43: recipe.actions[1].actionParams: d\n"
          "recipe.json:2:52: recipe.actions[0].actionParams.keyset[1].key: b\n"
          "recipe.json:2:64: recipe.actions[0].actionParams.ttl: c\n"
          "recipe.json:1:39: recipe.preamble.rehearsal: a\n");
}

TEST_CASE("violation: the place is where the text does not go on along the path",
          "[recipe][violation]") {
    CHECK(messages_of({{0, "actionParams.publish.until", "a"},
                       {0, "actionParams.keyset[2].key", "b"},
                       {0, "actionParams.keyset.key", "c"},
                       {0, "actionParams.ttl.x", "d"},
                       {0, "actionParams[0]", "e"},
                       {1, "", "f"},
                       {2, "actionParams.ttl", "g"}},
                      nested_text()) ==
          "recipe.json:2:19: recipe.actions[0].actionParams.publish.until: a\n"
          "recipe.json:2:30: recipe.actions[0].actionParams.keyset[2].key: b\n"
          "recipe.json:2:30: recipe.actions[0].actionParams.keyset.key: c\n"
          "recipe.json:2:64: recipe.actions[0].actionParams.ttl.x: d\n"
          "recipe.json:2:19: recipe.actions[0].actionParams[0]: e\n"
          "recipe.json:3:2: recipe.actions[1]: f\n"
          "recipe.json:1:57: recipe.actions[2].actionParams.ttl: g\n");
}

TEST_CASE("violation: the layout of the prototype has its own paths", "[recipe][violation]") {
    const std::string text = R"({"preamble": {}, "actions": )" + std::string(actions_text) + "}";
    CHECK(messages_of({{0, "actionParams.ttl", "a"}, {{}, "cooked.complete", "b"}}, text) ==
          "recipe.json:2:64: actions[0].actionParams.ttl: a\n"
          "recipe.json:1:14: preamble.cooked.complete: b\n");
}
