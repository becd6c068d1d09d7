// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_use.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

TEST_CASE("key_use: every place of a key is found", "[recipe][key_use]") {
    const Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/everything.json")));
    std::vector<std::string> found;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        for (const KeyUse& use : uses_of(recipe, action)) {
            CHECK(use.action == action);
            CHECK((use.name == nullptr) == (use.direct != nullptr));
            found.push_back(std::to_string(action) + " " + path_of(use) +
                            (use.kind ? "" : " transport"));
        }
    }
    const std::string p = "actionParams.";
    CHECK(found == std::vector<std::string>{
                       "0 " + p + "key",
                       "1 " + p + "key transport",
                       "2 " + p + "key",
                       "3 " + p + "key",
                       "4 " + p + "key",
                       "5 " + p + "keyset[0].key",
                       "5 " + p + "keyset[1].key",
                       "5 " + p + "keyset[2].key",
                       "5 " + p + "signedBy[0].key",
                       "5 " + p + "publish.zoneSigners[0].key",
                       "5 " + p + "publish.zoneSigners[1].key",
                       "5 " + p + "cds.keys[0].key",
                       "6 " + p + "keyset[0].key",
                       "6 " + p + "keyset[1].key",
                       "6 " + p + "signedBy[0].key",
                       "6 " + p + "signedBy[1].key",
                       "6 " + p + "cds.keys[0].key",
                       "7 " + p + "keyset[0].key",
                       "7 " + p + "signedBy[0].key",
                       "8 " + p + "key transport",
                       "9 " + p + "key",
                       "9 " + p + "wrappingKey transport",
                   });
}

TEST_CASE("key_use: every statement about key data is found", "[recipe][key_use]") {
    const Recipe recipe = must(
        test::read_recipe_text(test::read_vector_file("recipe/accept/everything_cooked.json")));
    std::string found;
    for (const Action& action : recipe.actions) {
        for (const KeyDataStatement& statement : stated_key_data(action)) {
            found.append(action_type(action)).append(" ").append(statement.path).append("\n");
        }
    }
    CHECK(found ==
          "haveKey actionParams.keyData\nhaveKey cooked.keyData\nhaveKey actionParams.keyData\n"
          "deleteKey actionParams.keyData\ngenerateKey cooked.keyData\n"
          "generateKey cooked.keyData\nimportPublicKey actionParams.key.keyData\n"
          "exportKeypair cooked.keyData\n");
}
