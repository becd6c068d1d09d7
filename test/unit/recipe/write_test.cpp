// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/write.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

Recipe accepted(const std::string& name) {
    return must(test::read_recipe_text(test::read_vector_file("recipe/accept/" + name)));
}

}  // namespace

TEST_CASE("write: v1.0 is read back as the same recipe", "[recipe][write]") {
    for (const std::string name : {"external_zsk_v1_1.json", "generated_zsk_v1_1.json",
                                   "no_actions.json", "prototype_cooked.json"}) {
        CAPTURE(name);
        const Recipe recipe = accepted(name);
        const std::string text = must(write_recipe_v1_0(recipe));
        CHECK(text.starts_with("{\n  \"recipeSpecVersion\": \"v1.0\",\n"));
        CHECK(must(test::read_recipe_text(text)) == recipe);
    }
}

TEST_CASE("write: the examples of the public recipe API are written as it has them",
          "[recipe][write]") {
    for (const std::string name : {"external_zsk", "generated_zsk"}) {
        CAPTURE(name);
        const std::string expected = test::read_vector_file("recipe/accept/" + name + "_v1_0.v1_0");
        CHECK(must(write_recipe_v1_0(accepted(name + "_v1_0.json"))) == expected);
        CHECK(must(write_recipe_v1_0(accepted(name + "_v1_1.json"))) == expected);
    }
}

TEST_CASE("write: v1.0 has the spellings of the public recipe API", "[recipe][write]") {
    CHECK(must(write_recipe_v1_0(accepted("prototype_cooked.json"))).find(R"(
      {
        "actionType": "deleteKey",
        "actionParams": {
          "key": {
            "keyType": "byRef",
            "keyAlgo": 8,
            "keyFlags": 257,
            "keyStore": "default",
            "keyID": "b2xk"
          },
          "mustExist": false
        },
        "cooked": {
          "deleteSuccess": false
        }
      }
)") != std::string::npos);
}

TEST_CASE("write: v1.0 leaves out what it has no place for", "[recipe][write]") {
    Recipe recipe = accepted("everything_cooked.json");
    recipe.preamble.rehearsal = false;
    recipe.preamble.cooked->rehearsal = false;
    std::get<DeleteKey>(recipe.actions[2].params).key_data.reset();
    std::get<GenerateKey>(recipe.actions[3].params).key_tag.reset();
    for (const std::size_t action : {5U, 6U, 7U}) {
        auto& set = std::get<ProduceSignedKeyset>(recipe.actions[action].params);
        set.cds.reset();
        if (action == 6) {
            set.publish.reset();
        }
    }
    const std::string text = must(write_recipe_v1_0(recipe));
    for (const std::string member : {"ceremony", "plan", "rehearsal", "tokens", "actionDescription",
                                     "owner\"", "keyTag", "\"ds\"", "publish", "possession",
                                     "source", "persistent", "wrapMechanism", "signedCdsRRs"}) {
        CAPTURE(member);
        CHECK(text.find(member) == std::string::npos);
    }
    const Recipe back = must(test::read_recipe_text(text));
    CHECK(back.actions.size() == recipe.actions.size());
    CHECK(carries_results(back));
    CHECK(must(write_recipe_v1_0(back)) == text);
}

TEST_CASE("write: v1.0 refuses what it must not leave out", "[recipe][write]") {
    Recipe recipe = accepted("everything_cooked.json");
    recipe.preamble.cooked->complete = false;
    CHECK(unsayable_in_v1_0(recipe) ==
          std::vector<Violation>{
              {{}, "rehearsal", "v1.0 cannot say that this is a rehearsal"},
              {{}, "cooked.rehearsal", "v1.0 cannot say that this was a rehearsal"},
              {{}, "cooked.complete", "v1.0 cannot say that this is not complete"},
              {2, "actionParams.keyData", "v1.0 cannot say which key it must be that is deleted"},
              {3, "actionParams.keyTag", "v1.0 cannot say which tags a key may have"},
              {5, "actionParams.cds", "v1.0 cannot say which CDS set to make"},
              {6, "actionParams.publish.track",
               "v1.0 cannot say that a set is published on a person's word only"},
              {6, "actionParams.publish.stage",
               "v1.0 cannot say that a set is published once gates have opened"},
              {6, "actionParams.cds", "v1.0 cannot say which CDS set to make"},
              {7, "actionParams.cds", "v1.0 cannot say which CDS set to make"},
          });
    const auto written = write_recipe_v1_0(recipe);
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().code() == Errc::refused);
    CHECK(written.error().message() ==
          "recipe.preamble.rehearsal: v1.0 cannot say that this is a rehearsal");
}

TEST_CASE("write: a first ceremony has no previous one", "[recipe][write]") {
    Recipe recipe = accepted("everything.json");
    recipe.preamble.ceremony->previous.reset();
    const std::string text = write_recipe(recipe);
    CHECK(text.find("\"previous\": null\n") != std::string::npos);
    CHECK(must(test::read_recipe_text(text)) == recipe);
}
