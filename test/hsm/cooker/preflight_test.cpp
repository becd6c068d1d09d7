// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/preflight.hpp"

#include <filesystem>
#include <set>

#include "encoding/hex.hpp"
#include "hsm/cooker/findings_of.hpp"
#include "json/parse.hpp"

namespace ceremony::test::preflight_test {
namespace {

const auto ksk = key("ksk");

TEST_CASE("preflight: a rehearsal does not run on a token in use", "[hsm][preflight]") {
    Bunker bunker;
    auto recipe = recipe_of({generate(ksk)});
    recipe.preamble.rehearsal = true;
    CHECK(has(problems_of(bunker, recipe), "rehearsal"));
    bunker.configure(usual_guard, "    rehearsal: true\n");
    CHECK(problems_of(bunker, recipe) == "none");
}

TEST_CASE("preflight: two names of one key do not get around a rule", "[hsm][preflight]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    auto by_id = ksk;
    by_id.name = must(recipe::KeyName::make("default", pair.private_half.id, ""));
    CHECK(has(problems_of(bunker, recipe_of({destroy(by_id), produce({ksk}, {ksk})})),
              "deletes this key"));
}

// The serials of the tokens: SoftHSM makes them of the names of their folders.
std::set<std::string> serials(const Bunker& bunker) {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(bunker.tokens())) {
        const std::string name = entry.path().filename();
        found.insert(name.substr(19, 4) + name.substr(24));
    }
    return found;
}

TEST_CASE("preflight: a token whose label is not UTF-8 is refused before anything is made",
          "[hsm][preflight]") {
    Bunker bunker;
    const auto before = serials(bunker);
    bunker.add_token("caf\xe9");
    std::string serial;
    for (const std::string& each : serials(bunker)) {
        serial = before.contains(each) ? serial : each;
    }
    bunker.configure(usual_guard,
                     "  vault:\n    module: " + softhsm_module() + "\n    serial: \"" + serial +
                         "\"\n    pin: file\n    pin-file: " + (bunker.folder / "pin") + "\n");
    auto elsewhere = ksk;
    elsewhere.name = must(recipe::KeyName::make("vault", {}, "ksk"));
    CHECK(has(problems_of(bunker, recipe_of({generate(elsewhere)})),
              "the token of repository \"vault\" is not UTF-8"));
    CHECK(problems_of(bunker, recipe_of({generate(ksk)})) == "none");
}

TEST_CASE("preflight: objects that nobody knows are told or end the run", "[hsm][preflight]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "stranger"));
    const auto recipe = recipe_of({generate(ksk)});
    CHECK(problems_of(bunker, recipe) == "none");
    CHECK(bunker.said("not accounted for: private key P-256"));
    std::string strict = usual_guard;
    strict.replace(strict.find("warn"), 4, "stop");
    bunker.configure(strict);
    CHECK(has(problems_of(bunker, recipe), "guard.unknown-objects is stop"));
    // A plan that names it accounts for it.
    auto planned = recipe;
    const std::string id = encoding::encode_hex(new_key(KeyKind::p256, "stranger").id);
    const auto document = std::make_shared<const json::Document>(
        must(json::parse(R"({"keys":[{"keyID":"hex )" + id + "\"}]}", "plan")));
    planned.preamble.plan = must(recipe::Plan::from_value(document, document->root()));
    CHECK(problems_of(bunker, planned) == "none");
}

}  // namespace
}  // namespace ceremony::test::preflight_test
