// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/write_actions.hpp"

#include "json/parse.hpp"
#include "recipe/read.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

TEST_CASE("write_actions: every action is written with what came of it", "[recipe][write]") {
    const std::string text = test::read_vector_file("recipe/accept/everything_cooked.json");
    const auto document = test::parse_recipe(text);
    const Recipe recipe = must(read_recipe(document));
    REQUIRE(write_recipe(recipe) == text);
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        CAPTURE(action);
        Writer out(SpecVersion::v1_1);
        write_action(out, recipe.actions[action]);
        const auto value = must(json::parse(out.take(), "action"));
        std::size_t number = 0;
        for (const json::Value element : action_values(*document)) {
            if (number++ == action) {
                CHECK(json::print(element) == json::print(value.root()));
            }
        }
    }
}

TEST_CASE("write_actions: what is as by default is not said", "[recipe][write]") {
    const KeyReference key{{dns::Algorithm::ed25519, KeyRole::zsk},
                           must(KeyName::make("default", {1}, ""))};
    Writer out(SpecVersion::v1_1);
    write_action(out, {"", DeleteKey{key, true, std::nullopt, std::nullopt, std::nullopt}});
    CHECK(out.take() == R"({
  "actionType": "deleteKey",
  "actionParams": {
    "key": {
      "keyType": "byRef",
      "keyAlgo": 15,
      "keyFlags": "ZSK",
      "keyID": "hex 01"
    }
  }
}
)");
}

TEST_CASE("write_actions: an export that failed has no key in it", "[recipe][write]") {
    const KeyReference key{{dns::Algorithm::ed25519, KeyRole::zsk},
                           must(KeyName::make("default", {1}, ""))};
    const TransportKeyReference wrapping_key{key.name};
    Writer out(SpecVersion::v1_1);
    write_action(out, {"", ExportKeypair{key, wrapping_key, ExportKeypairResult{}}});
    CHECK(out.take().ends_with("  \"cooked\": {\n    \"exportSuccess\": false\n  }\n}\n"));
}
