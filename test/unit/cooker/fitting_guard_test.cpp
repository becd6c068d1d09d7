// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/fitting_guard.hpp"

#include "cooked/key_id.hpp"
#include "cooker/guard_review.hpp"
#include "unit/cooker/recipes.hpp"

namespace fitting_guard_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::must;

namespace {

const UtcTime now = test::must(UtcTime::from_text("2026-12-01 00:00:01"));

Guard proposed(const recipe::Recipe& recipe) {
    const std::string text = guard_yaml(must(needs_of(recipe, now)));
    const config::Loaded loaded = must(config::load(text, "c.yaml"));
    return must(read_guard(*loaded.root().find("guard")));
}

std::string reasons(const Guard& guard, const recipe::Recipe& recipe) {
    std::string text;
    const Review review =
        must(cooker::review(guard, recipe, {cooked::id_from_label, now, Previous::shown}));
    for (const recipe::Violation& violation : review.refusals) {
        text += violation.reason + "\n";
    }
    for (const Question& question : review.questions) {
        text += needs_person(question, YesFlag::given) ? question.prompt + "\n" : "";
    }
    return text;
}

constexpr std::string_view export_of_existing =
    "set recipe.actions[9].actionParams.key.keyID \"hex 77\"";

}  // namespace

TEST_CASE("fitting guard: it lets its recipe pass with -y", "[cooker][init]") {
    const auto edits = GENERATE(as<std::string>(), "", "remove recipe.actions[7].actionParams.cds",
                                std::string(export_of_existing),
                                "duplicate recipe.actions[9] ;; set "
                                "recipe.actions[10].actionParams.key.keyID \"hex 77\"",
                                "set recipe.actions[4].actionParams.key.keySize 1024",
                                R"(set recipe.actions[5].actionParams.ownerName "a'b,\\\".")",
                                "remove recipe.preamble.ceremony", "remove recipe.actions[2]",
                                "remove recipe.actions[9] ;; remove recipe.actions[8]");
    CAPTURE(edits);
    const recipe::Recipe recipe = everything(edits);
    CHECK(reasons(proposed(recipe), recipe).empty());
}

TEST_CASE("fitting guard: it allows nothing that the recipe does not need", "[cooker][init]") {
    const Guard guard = proposed(everything());
    CHECK(guard.zones.listed.size() == 1);
    CHECK(guard.algorithms.listed.size() == 2);
    CHECK(guard.rsa_min_bits == 2048);
    CHECK(guard.max_validity == must(Duration::from_text("P59D")));
    CHECK(guard.max_horizon == must(Duration::from_text("P59D")));
    CHECK(guard.max_ahead == must(Duration::from_text("P90D")));
    CHECK(guard.wrapping_keys.size() == 2);
    CHECK(guard.exports.generated);
    CHECK(guard.exports.listed.empty());
    CHECK(guard.direct_keys == Ruling::confirm);
    CHECK(guard.possession == Demand::optional);
    CHECK(guard.cds == CdsRule::any);
    CHECK(guard.deletion == Ruling::confirm);
    CHECK(guard.extractable_signers == Ruling::deny);
    CHECK(guard.previous == Demand::required);
    CHECK(guard.unknown_objects == UnknownObjects::warn);
    CHECK(guard.confirm == Confirmation::yes);

    const Guard less =
        proposed(everything("remove recipe.actions[9] ;; remove recipe.actions[8] ;; remove "
                            "recipe.actions[2] ;; remove recipe.actions[1] ;; set "
                            "recipe.preamble.ceremony.previous null"));
    CHECK(less.wrapping_keys.empty());
    CHECK_FALSE(less.exports.generated);
    CHECK(less.deletion == Ruling::deny);
    CHECK(less.previous == Demand::optional);

    const recipe::Recipe nothing =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/no_actions.json")));
    const Guard none = proposed(nothing);
    CHECK(none.zones.listed.empty());
    CHECK(none.direct_keys == Ruling::deny);
    CHECK(none.possession == Demand::required);
    CHECK(none.cds == CdsRule::deny);
}

TEST_CASE("fitting guard: own CDS keys need no more than own", "[cooker][init]") {
    CHECK(proposed(everything("remove recipe.actions[7].actionParams.cds")).cds == CdsRule::own);
}

TEST_CASE("fitting guard: exports of existing keys are listed with all others", "[cooker][init]") {
    CHECK(proposed(everything(export_of_existing)).exports.listed == std::set<Bytes>{{0x77}});
    const Guard both = proposed(everything(
        "duplicate recipe.actions[9] ;; set recipe.actions[10].actionParams.key.keyID \"hex 77\""));
    CHECK(both.exports.listed.size() == 2);
    CHECK_FALSE(both.exports.generated);
}

TEST_CASE("fitting guard: a wrapping key that only the token knows is pointed out",
          "[cooker][init]") {
    const std::string known = guard_yaml(must(needs_of(everything(), now)));
    CHECK(known.find("cooker inventory") == std::string::npos);
    const Needs needs = must(needs_of(everything("remove recipe.actions[8]"), now));
    CHECK(needs.unknown_wrapping_key);
    CHECK(guard_yaml(needs).find("cooker inventory") != std::string::npos);
}

TEST_CASE("fitting guard: it knows the repositories and whether it is a rehearsal",
          "[cooker][init]") {
    const Needs needs = must(needs_of(everything(), now));
    CHECK(needs.stores == std::set<std::string>{"backup", "default"});
    CHECK(needs.rehearsal);
    CHECK_FALSE(must(needs_of(everything("remove recipe.preamble.rehearsal"), now)).rehearsal);
}

TEST_CASE("fitting guard: texts are scalars that say the same", "[cooker][init]") {
    CHECK(yaml_scalar("Bunker 1") == "Bunker 1");
    CHECK(yaml_scalar("/etc/pin.txt") == "/etc/pin.txt");
    for (const std::string text :
         {"a: b", "- a",  "it's", "#x", "a #b", "{a}", "[a]",      "*a", "&a", "!a",
          "%a",   "@a",   "`a",   "|",  ">",    "\"",  "'",        "~",  " a", "a ",
          "a,b",  "\\.x", "nl.",  ".",  "true", "12",  "\xc3\xa9", "?",  ":"}) {
        CAPTURE(text);
        const config::Loaded loaded = must(config::load(
            "list: [" + yaml_scalar(text) + "]\nvalue: " + yaml_scalar(text) + "\n", "c.yaml"));
        CHECK(loaded.root().find("value")->text() == text);
        CHECK((*loaded.root().find("list")->elements().begin()).text() == text);
    }
}

}  // namespace fitting_guard_test
