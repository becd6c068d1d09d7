// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/generate_key.hpp"

#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "hsm/cooker/bunker.hpp"
#include "json/parse.hpp"

namespace ceremony::test {
namespace {

const recipe::GenerateKeyResult& result_of(const Rig& rig, std::size_t action) {
    return *std::get<recipe::GenerateKey>(rig.cooked.actions[action].params).cooked;
}

TEST_CASE("generate_key: a key is announced, made, noted and told", "[hsm][generate_key]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(key("ksk"))}));
    const std::string line = must(cooker::generate_key(rig.execution(), 0));
    const auto& records = rig.journal->contents().records();
    REQUIRE(records.size() == 2);
    const auto& intent = std::get<cooker::Intent>(records[0]);
    const auto& made = std::get<cooker::Made>(records[1]);
    CHECK(intent.key.label == "ksk");
    CHECK(intent.key.id.size() == 16);
    CHECK(made.key == intent.key);

    const recipe::GenerateKeyResult& result = result_of(rig, 0);
    const dns::Dnskey dnskey = recipe::to_dnskey(
        {dns::Algorithm::ecdsap256sha256, recipe::KeyRole::ksk}, *result.key_data);
    CHECK(*result.key_tag == dns::key_tag(dnskey));
    CHECK(dnssec::check_ds(*result.ds, zone(), dnskey).ok());
    CHECK(line.starts_with("example. KSK "));
    CHECK(line.ends_with("  P-256"));
    CHECK(rig.token().find_key_pair(labelled("ksk")).ok());
}

TEST_CASE("generate_key: only what is to be exported can be extracted", "[hsm][generate_key]") {
    Bunker bunker;
    const auto zsk = key("zsk", recipe::KeyRole::zsk);
    const auto open = key("open", recipe::KeyRole::zsk);
    Rig rig(bunker, recipe_of({generate(zsk), generate(open, true)}));
    CHECK(must(cooker::generate_key(rig.execution(), 0)).ends_with("  P-256"));
    CHECK(must(cooker::generate_key(rig.execution(), 1)).ends_with("  P-256, exportable"));
    const auto closed_pair = must(rig.token().find_key_pair(labelled("zsk")));
    const auto open_pair = must(rig.token().find_key_pair(labelled("open")));
    CHECK(closed_pair.private_half.extractable == false);
    CHECK(closed_pair.private_half.sensitive == true);
    CHECK(closed_pair.private_half.is_private == true);
    CHECK(open_pair.private_half.extractable == true);
    CHECK(open_pair.private_half.sensitive == true);
    CHECK_FALSE(result_of(rig, 0).ds.has_value());
}

TEST_CASE("generate_key: a rejected key is destroyed before the next is announced",
          "[hsm][generate_key]") {
    Bunker bunker;
    recipe::Action action = generate(key("ksk"));
    std::get<recipe::GenerateKey>(action.params).key_tag = recipe::TagRule{8, 3};
    Rig rig(bunker, recipe_of({action}));
    must(cooker::generate_key(rig.execution(), 0));
    const auto& records = rig.journal->contents().records();
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(std::holds_alternative<cooker::Intent>(records[i]) == (i % 2 == 0));
    }
    CHECK(must(rig.token().objects()).size() == 2);
    CHECK(*result_of(rig, 0).key_tag % 8 == 3);
}

TEST_CASE("generate_key: a key that the token does not tell rightly is not accepted",
          "[hsm][generate_key]") {
    Bunker bunker;
    bunker.use_faults(
        "point 0441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f"
        "9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5\n");
    Rig rig(bunker, recipe_of({generate(key("ksk"))}));
    const auto line = cooker::generate_key(rig.execution(), 0);
    REQUIRE_FALSE(line.ok());
    CHECK(line.error().code() == Errc::crypto);
    CHECK(rig.journal->contents().records().size() == 2);
}

TEST_CASE("generate_key: two keys of a zone never share a tag", "[hsm][generate_key]") {
    Bunker bunker;
    std::vector<recipe::Action> actions;
    for (int i = 0; i < 12; ++i) {
        actions.push_back(generate(
            key("key " + std::to_string(i), recipe::KeyRole::zsk, dns::Algorithm::ed25519)));
    }
    Rig rig(bunker, recipe_of(actions));
    for (std::size_t i = 0; i < actions.size(); ++i) {
        must(cooker::generate_key(rig.execution(), i));
        const dns::Dnskey dnskey = recipe::to_dnskey(
            {dns::Algorithm::ed25519, recipe::KeyRole::zsk}, *result_of(rig, i).key_data);
        CHECK_FALSE(rig.preflight->tags.are_free({zone()}, dnskey));
        CHECK(rig.preflight->tags.are_free({zone("test.")}, dnskey));
    }
}

TEST_CASE("generate_key: a key tag that is taken is given up", "[hsm][generate_key]") {
    // A plan that knows a key of the zone for each tag up to 29,999.
    std::string keys;
    for (int tag = 0; tag < 30'000; ++tag) {
        keys += std::string(tag == 0 ? "" : ",") + R"({"zones":["example."],"keyTag":)" +
                std::to_string(tag) + "}";
    }
    Bunker bunker;
    recipe::Recipe recipe = recipe_of({generate(key("a")), generate(key("b"))});
    const auto document = std::make_shared<const json::Document>(
        must(json::parse(R"({"keys":[)" + keys + "]}", "plan")));
    recipe.preamble.plan = must(recipe::Plan::from_value(document, document->root()));
    bunker.put(recipe);
    REQUIRE(bunker.cooked() == "done");
    const recipe::Recipe cooked = bunker.result();
    for (const recipe::Action& action : cooked.actions) {
        const auto& result = std::get<recipe::GenerateKey>(action.params).cooked;
        CHECK(*result->key_tag >= 30'000);
    }
    CHECK(bunker.objects().size() == 4);
}

TEST_CASE("generate_key: a tag that never comes ends the run", "[hsm][generate_key]") {
    Bunker bunker;
    recipe::Action action = generate(key("ksk"));
    // One key of 65536, and 64 attempts: this fails once in a thousand runs.
    std::get<recipe::GenerateKey>(action.params).key_tag = recipe::TagRule{65536, 12345};
    bunker.put(recipe_of({action}));
    const auto outcome = bunker.cook();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
    CHECK(outcome.error().message().find("64 attempts") != std::string::npos);
    CHECK(bunker.objects().empty());
}

TEST_CASE("generate_key: the tag of a key is as the recipe wants it", "[hsm][generate_key]") {
    Bunker bunker;
    recipe::Action action = generate(key("ksk"));
    std::get<recipe::GenerateKey>(action.params).key_tag = recipe::TagRule{4, 3};
    bunker.put(recipe_of({action}));
    REQUIRE(bunker.cooked() == "done");
    const recipe::Recipe cooked = bunker.result();
    CHECK(*std::get<recipe::GenerateKey>(cooked.actions[0].params).cooked->key_tag % 4 == 3);
}

}  // namespace
}  // namespace ceremony::test
