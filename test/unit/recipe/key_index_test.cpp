// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_index.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

Bytes id_from_label(std::string_view label) {
    const ByteView octets = as_bytes(label);
    return {octets.begin(), octets.end()};
}

constexpr KeyKind zsk{dns::Algorithm::ed25519, KeyRole::zsk};

Action have(const std::string& store, Bytes id, const std::string& label) {
    return {"", HaveKey{KeyReference{zsk, must(KeyName::make(store, std::move(id), label))}, false,
                        std::nullopt, std::nullopt}};
}

// The number of the key in each haveKey or generateKey action.
std::vector<std::uint32_t> numbers(const Recipe& recipe) {
    const KeyIndex index(recipe, id_from_label);
    std::vector<std::uint32_t> found;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        found.push_back(index.uses_of(action).front().key);
    }
    return found;
}

}  // namespace

TEST_CASE("key_index: store and ID make a key and a label finds it", "[recipe][key_index]") {
    Recipe recipe;
    recipe.actions = {have("default", {}, "a"), have("default", {1}, ""), have("default", {1}, "a"),
                      have("other", {1}, ""),   have("other", {}, "a"),   have("default", {2}, ""),
                      have("default", {}, "a")};
    const auto found = numbers(recipe);
    CHECK(found == std::vector<std::uint32_t>{0, 0, 0, 1, 3, 2, 0});
}

TEST_CASE("key_index: a key that is made with a label gets its ID from it", "[recipe][key_index]") {
    Recipe recipe;
    recipe.actions = {have("default", {'M'}, ""), have("default", {}, "M")};
    CHECK(numbers(recipe) == std::vector<std::uint32_t>{0, 1});
    recipe.actions.push_back(
        {"", GenerateKey{KeyReference{zsk, must(KeyName::make("default", {}, "M"))}, std::nullopt,
                         true, std::nullopt, std::nullopt, std::nullopt}});
    CHECK(numbers(recipe) == std::vector<std::uint32_t>{0, 0, 0});
    const KeyIndex index(recipe, id_from_label);
    const KeyFacts& key = index.facts(index.uses().front());
    CHECK(key.made_by == 2);
    CHECK(key.exportable);
    CHECK(key.first_use == 0);
    CHECK(key.label == "M");
    CHECK(key.kind == zsk);
}

TEST_CASE("key_index: what the recipe says about a key is kept", "[recipe][key_index]") {
    const Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/everything.json")));
    const KeyIndex index(recipe, id_from_label);
    const auto facts_at = [&](std::size_t action) {
        return index.facts(index.uses_of(action).front());
    };
    CHECK(facts_at(0).kind == KeyKind{dns::Algorithm::ecdsap256sha256, KeyRole::ksk});
    CHECK(facts_at(0).label == "example KSK 2026");
    REQUIRE(facts_at(0).data != nullptr);
    CHECK(facts_at(0).data->size() == 64);
    CHECK_FALSE(facts_at(0).made_by.has_value());
    CHECK_FALSE(facts_at(1).kind.has_value());
    CHECK(facts_at(2).deleted_by == 2);
    CHECK(facts_at(3).made_by == 3);
    CHECK(facts_at(3).exported_by == 9);
    CHECK(facts_at(3).exportable);
    CHECK_FALSE(facts_at(4).exportable);
    CHECK(facts_at(6).kind == unrevoked({dns::Algorithm::ecdsap256sha256, KeyRole::revoked_ksk}));
    CHECK(facts_at(8).made_by == 8);
}

TEST_CASE("key_index: a label that several keys have is ambiguous alone", "[recipe][key_index]") {
    Recipe recipe;
    recipe.actions = {have("default", {1}, "a"), have("default", {2}, "a"),
                      have("default", {}, "a"), have("default", {}, "b")};
    const KeyIndex index(recipe, id_from_label);
    const auto is_ambiguous = [&index](std::size_t action) {
        return index.uses_of(action).front().is_ambiguous;
    };
    CHECK_FALSE(is_ambiguous(0));
    CHECK_FALSE(is_ambiguous(1));
    CHECK(is_ambiguous(2));
    CHECK_FALSE(is_ambiguous(3));
}
