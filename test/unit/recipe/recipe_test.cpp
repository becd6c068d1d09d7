// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/recipe.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

TEST_CASE("recipe: a word may stand in a file name", "[recipe]") {
    for (const std::string text : {"a", "example-registry", "Z_9.x-", "_"}) {
        CHECK(must(Word::from_text(text)).text() == text);
    }
    CHECK(Word::from_text(std::string(63, 'a')).ok());
    for (const std::string text : {"", ".", "..", ".a", "-a", "a/b", "a b", "\xc3\xa9", "a\n"}) {
        CAPTURE(text);
        const auto word = Word::from_text(text);
        REQUIRE_FALSE(word.ok());
        CHECK(word.error().code() == Errc::syntax);
    }
    CHECK_FALSE(Word::from_text(std::string(64, 'a')).ok());
}

TEST_CASE("recipe: a key has a store and an ID or a label", "[recipe]") {
    const KeyName name = must(KeyName::make("default", {1, 2}, "label"));
    CHECK(name.store() == "default");
    CHECK(name.id() == Bytes{1, 2});
    CHECK(name.label() == "label");
    CHECK(KeyName::make("default", {}, "label").ok());
    CHECK(KeyName::make("default", {1}, "").ok());
    const auto nothing = KeyName::make("default", {}, "");
    REQUIRE_FALSE(nothing.ok());
    CHECK(nothing.error().code() == Errc::syntax);
    const auto nowhere = KeyName::make("", {1}, "");
    REQUIRE_FALSE(nowhere.ok());
    CHECK(nowhere.error().code() == Errc::syntax);
}

TEST_CASE("recipe: flags say the role and the SEP bit", "[recipe]") {
    CHECK_FALSE(is_sep(KeyRole::zsk));
    CHECK(is_sep(KeyRole::ksk));
    CHECK(is_sep(KeyRole::revoked_ksk));
    const dns::Dnskey key =
        to_dnskey({dns::Algorithm::ed25519, KeyRole::revoked_ksk}, Bytes(32, 1));
    CHECK(key.flags == 385);
    CHECK(key.algorithm == dns::Algorithm::ed25519);
    CHECK(key.public_key == Bytes(32, 1));
}

TEST_CASE("recipe: an action tells its zone as far as it is about one", "[recipe]") {
    const Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/everything.json")));
    std::vector<std::string> zones;
    for (const Action& action : recipe.actions) {
        const dns::Name* zone = zone_of(action);
        zones.push_back(zone == nullptr ? "" : zone->text());
    }
    CHECK(zones == std::vector<std::string>{"", "", "example.", "example.", "example.", "example.",
                                            "example.", "example.", "", ""});
    Recipe silent = recipe;
    for (Action& action : silent.actions) {
        if (auto* deletion = std::get_if<DeleteKey>(&action.params)) {
            deletion->owner.reset();
            CHECK(zone_of(action) == nullptr);
        }
        if (auto* generation = std::get_if<GenerateKey>(&action.params)) {
            generation->owner.reset();
            CHECK(zone_of(action) == nullptr);
        }
    }
}

TEST_CASE("recipe: actions are executed by type and otherwise as in the file", "[recipe]") {
    const std::string text =
        test::edited(test::read_vector_file("recipe/accept/generated_zsk_v1_1.json"),
                     "swap recipe.actions[4] ;; swap recipe.actions[3] ;; swap recipe.actions[2]");
    const Recipe recipe = must(test::read_recipe_text(text));
    CHECK(action_type(recipe.actions[2]) == "exportKeypair");
    CHECK(execution_order(recipe) == std::vector<std::size_t>{0, 1, 3, 4, 5, 2});
}

TEST_CASE("recipe: each type of action has its name", "[recipe]") {
    const Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/everything.json")));
    std::vector<std::string_view> types;
    for (const std::size_t action : execution_order(recipe)) {
        types.push_back(action_type(recipe.actions[action]));
    }
    CHECK(types == std::vector<std::string_view>{"haveKey", "haveKey", "deleteKey", "generateKey",
                                                 "generateKey", "produceSignedKeyset",
                                                 "produceSignedKeyset", "produceSignedKeyset",
                                                 "importPublicKey", "exportKeypair"});
}

TEST_CASE("recipe: any result makes it one that carries results", "[recipe]") {
    const std::string text = test::read_vector_file("recipe/accept/generated_zsk_v1_0.json");
    CHECK_FALSE(carries_results(must(test::read_recipe_text(text))));
    for (const std::string edit : {"set recipe.preamble.cooked_timestamp 1",
                                   "add recipe.actions[0].cooked {\"exists\":false}",
                                   "add recipe.actions[5].cooked {\"exportSuccess\":false}"}) {
        CAPTURE(edit);
        CHECK(carries_results(must(test::read_recipe_text(test::edited(text, edit)))));
    }
    Recipe recipe = must(test::read_recipe_text(text));
    recipe.preamble.cooked = Cooked{};
    CHECK(carries_results(recipe));
}

TEST_CASE("recipe: hashes of the padding have names", "[recipe]") {
    CHECK(to_string(OaepHash::sha1) == "SHA-1");
    CHECK(to_string(OaepHash::sha256) == "SHA-256");
}
