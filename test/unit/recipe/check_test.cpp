// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/check.hpp"

#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

Bytes id_from_label(std::string_view label) {
    const ByteView octets = as_bytes(label);
    return {octets.begin(), octets.end()};
}

std::vector<std::string> messages(const std::string& text) {
    std::vector<std::string> told;
    for (const Violation& violation :
         check(must(test::read_recipe_text(text)), {id_from_label, {}})) {
        told.push_back(to_error(violation).message());
    }
    return told;
}

}  // namespace

TEST_CASE("check: good recipes break no rule", "[recipe][check]") {
    test::check_rules("recipe/check.vec");
}

TEST_CASE("check: all violations are told at once in the order of execution", "[recipe][check]") {
    const std::string text =
        test::edited(test::read_vector_file("recipe/accept/generated_zsk_v1_1.json"),
                     // Export first, then a set, a generation and a deletion.
                     "swap recipe.actions[4] ;; swap recipe.actions[0]"
                     " ;; set recipe.actions[0].actionParams.key.keyFlags \"KSK\""
                     " ;; set recipe.actions[2].actionParams.expiration \"2027-01-01\"");
    CHECK(messages(text) ==
          std::vector<std::string>{
              "recipe.actions[0].actionParams.key.exportable: a key signing key never leaves its "
              "token",
              "recipe.actions[2].actionParams.keyset[0].key: another algorithm or other flags than "
              "this key has in actions[0]",
              "recipe.actions[2].actionParams.expiration: not after the inception, or 2^31 seconds "
              "or more after it",
              "recipe.actions[3].actionParams.keyset[0].key: another algorithm or other flags than "
              "this key has in actions[0]",
              "recipe.actions[5].actionParams.keyset[0].key: another algorithm or other flags than "
              "this key has in actions[0]",
              "recipe.actions[4].actionParams.key: another algorithm or other flags than this key "
              "has in actions[0]",
          });
}

TEST_CASE("check: a signer that is exported breaks every rule it breaks", "[recipe][check]") {
    const std::string text = test::edited(
        test::read_vector_file("recipe/accept/generated_zsk_v1_1.json"),
        R"(set recipe.actions[2].actionParams.signedBy [{"key":{"keyType":"byRef","keyAlgo":8,)"
        R"("keyFlags":"ZSK","keyLabel":"example Q3 ZSK"}}])");
    CHECK(messages(text) ==
          std::vector<std::string>{
              "recipe.actions[2].actionParams.signedBy[0].key: a key without the SEP bit signs no "
              "key set",
              "recipe.actions[2].actionParams.signedBy[0].key: is generated to be exported, and "
              "what can leave the token signs no key set",
              "recipe.actions[2].actionParams.signedBy[0].key: actions[5] exports this key",
          });
}

TEST_CASE("check: what leaves its token is none for the parent to trust", "[recipe][check]") {
    const std::string text = test::edited(
        test::read_vector_file("recipe/accept/generated_zsk_v1_1.json"),
        R"(add recipe.actions[2].actionParams.cds {"ttl":3600,"keys":[{"key":{"keyType":"byRef",)"
        R"("keyAlgo":8,"keyFlags":"ZSK","keyLabel":"example Q3 ZSK"}}]})");
    CHECK(messages(text) ==
          std::vector<std::string>{
              "recipe.actions[2].actionParams.cds.keys[0].key: a key without the SEP bit is none "
              "for the parent to trust",
              "recipe.actions[2].actionParams.cds.keys[0].key: is generated to be exported, and "
              "what can leave the token is none for the parent to trust",
              "recipe.actions[2].actionParams.cds.keys[0].key: actions[5] exports this key",
          });
}

TEST_CASE("check: a KSK that is generated exportable signs nothing", "[recipe][check]") {
    const std::string key =
        R"({"keyType":"byRef","keyAlgo":8,"keyFlags":"KSK","keyLabel":"example Q3 ZSK"})";
    const std::string text = test::edited(
        test::read_vector_file("recipe/accept/generated_zsk_v1_1.json"),
        "remove recipe.actions[5] ;; remove recipe.actions[4] ;; remove recipe.actions[3]"
        " ;; set recipe.actions[1].actionParams.key.keyFlags \"KSK\""
        " ;; set recipe.actions[2].actionParams.keyset [{\"key\":" +
            key +
            "}]"
            " ;; set recipe.actions[2].actionParams.signedBy [{\"key\":" +
            key + "}]");
    CHECK(messages(text) ==
          std::vector<std::string>{
              "recipe.actions[1].actionParams.key.exportable: a key signing key never leaves its "
              "token",
              "recipe.actions[2].actionParams.signedBy[0].key: is generated to be exported, and "
              "what can leave the token signs no key set",
          });
}

TEST_CASE("check: a KSK cannot be exported under any flags or label", "[recipe][check]") {
    const std::string base = test::read_vector_file("recipe/accept/generated_zsk_v1_1.json");
    const std::string key = "recipe.actions[5].actionParams.key";
    CHECK(messages(test::edited(base, "set " + key + ".keyLabel \"example KSK\" ;; set " + key +
                                          ".keyFlags \"KSK\"")) ==
          std::vector<std::string>{
              "recipe.actions[2].actionParams.signedBy[0].key: actions[5] exports this key",
              "recipe.actions[3].actionParams.signedBy[0].key: actions[5] exports this key",
              "recipe.actions[4].actionParams.signedBy[0].key: actions[5] exports this key",
              "recipe."
              "actions[5].actionParams.key: a key signing key never leaves its token",
              "recipe.actions[5].actionParams.key: is not generated in this recipe, and nothing "
              "here allows to export an existing key with this keyID",
          });
    // As a ZSK it is another key in name only.
    const auto told = messages(test::edited(base, "set " + key + ".keyLabel \"example KSK\""));
    REQUIRE(told.size() == 5);
    CHECK(told[3] ==
          "recipe.actions[5].actionParams.key: another algorithm or other flags than "
          "this key has in actions[0]");
}

TEST_CASE("check: a signer that signs twice is told where it does again", "[recipe][check]") {
    CHECK(messages(test::edited(test::read_vector_file("recipe/accept/external_zsk_v1_1.json"),
                                "duplicate recipe.actions[1].actionParams.signedBy[0]")) ==
          std::vector<std::string>{
              "recipe.actions[1].actionParams.signedBy[1].key: signs this set more than once",
          });
}

TEST_CASE("check: two keys with one tag are told once", "[recipe][check]") {
    const std::string base = test::read_vector_file("recipe/accept/external_zsk_v1_1.json");
    Bytes data(32, 0x5a);  // key tags add up words of 16 bits: their order does not matter
    data[0] = 1;
    data[2] = 2;
    Bytes other = data;
    std::swap(other[0], other[2]);
    Recipe recipe = must(test::read_recipe_text(base));
    auto& set = std::get<ProduceSignedKeyset>(recipe.actions[1].params);
    const KeyKind kind{dns::Algorithm::ed25519, KeyRole::ksk};
    set.keyset.push_back(DirectKey{kind, data, {}, {}});
    set.keyset.push_back(DirectKey{kind, other, {}, {}});
    set.keyset.push_back(DirectKey{kind, data, {}, {}});
    const auto tag = dns::key_tag(to_dnskey(kind, data));
    CHECK(check(recipe, {id_from_label, {}}) ==
          std::vector<Violation>{{1, "actionParams.keyset[3].key",
                                  "has the key tag " + std::to_string(tag) +
                                      ", revoked or not, as has a key in actions[1]"}});
}

TEST_CASE("check: one public key on two tokens is no collision of tags", "[recipe][check]") {
    const std::string base = test::read_vector_file("recipe/accept/external_zsk_v1_1.json");
    Recipe recipe = must(test::read_recipe_text(base));
    const KeyKind kind{dns::Algorithm::ed25519, KeyRole::ksk};
    for (const std::string store : {"default", "backup"}) {
        recipe.actions.push_back(
            {"", HaveKey{KeyReference{kind, must(KeyName::make(store, {1}, ""))}, false,
                         Bytes(32, 7), std::nullopt}});
        auto& set = std::get<ProduceSignedKeyset>(recipe.actions[1].params);
        set.keyset.emplace_back(KeyReference{kind, must(KeyName::make(store, {1}, ""))});
    }
    CHECK(check(recipe, {id_from_label, {}}).empty());
}

TEST_CASE("check: an imported key whose data are none is refused", "[recipe][check]") {
    Recipe recipe;
    recipe.actions.push_back({"", ImportPublicKey{must(KeyName::make("default", {1}, "")), Bytes{1},
                                                  std::nullopt, false, std::nullopt}});
    CHECK(check(recipe, {id_from_label, {}}) ==
          std::vector<Violation>{
              {0, "actionParams.key.keyData", "not an RSA key of 2048 bits or more"}});
}

TEST_CASE("check: of many sets with two TTLs each that clashes is told", "[recipe][check]") {
    struct Times {
        std::int64_t from;
        std::int64_t until;
        std::uint32_t ttl;
    };
    // The second and all behind it clash, but the last begins where all others have ended.
    const std::vector<Times> sets = {{0, 99, 1},  {10, 50, 2}, {20, 60, 2},  {30, 40, 2},
                                     {55, 58, 1}, {61, 98, 3}, {100, 101, 2}};
    const Recipe base = must(
        test::read_recipe_text(test::read_vector_file("recipe/accept/external_zsk_v1_1.json")));
    Recipe recipe = base;
    recipe.actions.pop_back();
    for (const Times& times : sets) {
        auto set = std::get<ProduceSignedKeyset>(base.actions[1].params);
        set.inception = must(UtcTime::from_seconds(times.from));
        set.expiration = must(UtcTime::from_seconds(times.until));
        set.ttl = times.ttl;
        recipe.actions.push_back({"", set});
    }
    const auto clash = [](std::size_t action, std::size_t rival) {
        return Violation{action, "actionParams.ttl",
                         "actions[" + std::to_string(rival) +
                             "] has another TTL for this zone at the same time"};
    };
    CHECK(check(recipe, {id_from_label, {}}) ==
          std::vector<Violation>{clash(2, 1), clash(3, 1), clash(4, 1), clash(5, 3), clash(6, 1)});
}
