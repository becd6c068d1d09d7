// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/diff.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "program/recipe_file.hpp"
#include "recipe/write.hpp"
#include "unit/plan/samples.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::slurp;
using ceremony::test::Workshop;

namespace {

// What is said about two recipes.
std::string difference(const std::string& before, const std::string& after) {
    test::Told told;
    planner::Options options;
    options.files = {before, after};
    REQUIRE(planner::diff(options, told.program).ok());
    return told.out;
}

}  // namespace

TEST_CASE("diff: equal files are the same", "[planner][diff]") {
    Workshop workshop;
    const std::string recipe = workshop.produced();
    CHECK(difference(recipe, recipe) == "The files are the same\n");
    std::string text = slurp(recipe);
    text += "\n";
    CHECK(difference(recipe, workshop.folder.file("spelt.json", text)) ==
          "The files say the same, written in two ways\n");
}

TEST_CASE("diff: sets that only one recipe has are told", "[planner][diff]") {
    Workshop one;
    const std::string before = one.produced();
    Workshop two;
    two.options.until = "2028-02-01";
    const std::string after = two.produced();
    const auto lone = [](const std::string& text, const std::string& verdict) {
        const std::size_t at = text.find("\nexample. " + verdict + "set ");
        REQUIRE(at != std::string::npos);
        return text.substr(at, text.find('\n', at + 1) - at);
    };
    for (const std::string& line :
         {lone(difference(before, after), "new: "), lone(difference(after, before), "no more: ")}) {
        CHECK_THAT(line, Catch::Contains(", signed 20") && Catch::Contains(", TTL ") &&
                             Catch::Contains(", zone by Z"));
    }
}

TEST_CASE("diff: a second of a wait is told", "[planner][diff]") {
    Workshop workshop;
    const std::string recipe = workshop.produced();
    std::string text = slurp(recipe);
    const std::string member = "\"afterImport\": ";
    const std::size_t at = text.find(member);
    REQUIRE(at != std::string::npos);
    const std::size_t last = text.find_first_not_of("0123456789", at + member.size()) - 1;
    text[last] = text[last] == '0' ? '1' : '0';
    CHECK_THAT(difference(recipe, workshop.folder.file("other.json", text)),
               Catch::StartsWith("example. DS set: "));
}

TEST_CASE("diff: what differs is told in words", "[planner][diff]") {
    Workshop one;
    one.options.description = "one";
    const std::string before = one.produced();
    Workshop two(
        "version: 1\nkasp: { lateness: P2D, zsk: { export: none, lifetime: P120D } }\n"
        "chain: other\nzones: [ { name: example. }, { name: nl. } ]\n");
    two.options.description = "two";
    two.options.now = "2027-01-02";
    const std::string after = two.produced();
    const std::string text = difference(before, after);
    for (const std::string line : {
             "description: \"two\" instead of \"one\"\n",
             "planned at: 2027-01-02 00:00 instead of 2027-01-01 00:00\n",
             "ceremony: other, number 1, attempt 1 instead of example, number 1, attempt 1\n",
             "example. lateness: 172800 instead of 259200\n",
             "example. Z1, active: 2027-01-02 00:00 instead of 2027-01-01 00:00\n",
             "example. Z5: no more\n",
             "example. set 1: 2027-01-02 00:00 to ",
             "more sets differ\n",
             "zone nl.: new\n",
         }) {
        CAPTURE(line);
        CHECK_THAT(text, Catch::Contains(line));
    }
    CHECK_THAT(difference(after, before), Catch::Contains("zone nl.: no more\n"));
    CHECK_THAT(difference(after, before), Catch::Contains("example. Z5: new\n"));
}

TEST_CASE("diff: it takes two files", "[planner][diff]") {
    test::Told told;
    planner::Options options;
    for (const std::size_t count : {0U, 1U, 3U}) {
        options.files.assign(count, "recipe.json");
        CHECK_THAT(refusal(planner::diff(options, told.program), Errc::usage),
                   Catch::Contains("OLD.json NEW.json"));
    }
}

TEST_CASE("diff: a file that is no recipe is an error", "[planner][diff]") {
    Workshop workshop;
    planner::Options options;
    options.files = {workshop.produced(), workshop.folder.file("x", "{}")};
    static_cast<void>(refusal(planner::diff(options, workshop.told.program), Errc::syntax));
}

TEST_CASE("diff: nothing that a recipe says is passed over", "[planner][diff]") {
    Workshop workshop;
    const std::string recipe = workshop.produced();
    const std::string text = slurp(recipe);
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = text;
        const auto at = other.find(from);
        REQUIRE(at != std::string::npos);
        other.replace(at, from.size(), to);
        return difference(recipe, workshop.folder.file("other.json", other));
    };
    CHECK(changed("\"notes\": []", "\"notes\": [\"x\"]") ==
          "example. notes: \"x\" instead of none\n");
    CHECK(changed("\"setsBefore\": []", "\"strict\": false, \"setsBefore\": []") ==
          "example. strict: no instead of yes\n");
    CHECK(changed("\"events\": []",
                  "\"events\": [{\"imported\":{\"sequence\":1,\"at\":\"2027-01-01 "
                  "00:00:00\"}}]") ==
          "events: 2027-01-01 00:00 ceremony 1 was imported instead of none\n");
    CHECK_THAT(changed("\"handoverUntil\": \"2027-01-01", "\"handoverUntil\": \"2027-01-02"),
               Catch::StartsWith("example. imported until: "));
    CHECK_THAT(changed("\"gates\": [",
                       "\"gates\": [{\"zone\":\"example.\",\"stage\":9,"
                       "\"opens\":{\"dsGone\":0},\"wait\":0},"),
               Catch::StartsWith("example. waits for: stage 9: the DS of K1 to be gone; "));
    // What has no words of its own: the label in the action, behind the one in the plan.
    std::string other = text;
    const std::string label = "example. KSK example-1-1-1";
    other.replace(other.rfind(label), label.size(), "mine");
    CHECK(
        difference(recipe, workshop.folder.file("other.json", other)) ==
        "The first difference is recipe.actions[0].actionParams.key.keyLabel: \"mine\" instead of "
        "\"" +
            label + "\"\n");
}

namespace {

// Two recipes of which the second is edited.
std::string edited_difference(Workshop& workshop, void (*edit)(recipe::Recipe&)) {
    const std::string before = workshop.produced();
    recipe::Recipe recipe = must(program::read_recipe_file(before)).recipe;
    edit(recipe);
    return difference(before, workshop.folder.file("edited.json", recipe::write_recipe(recipe)));
}

recipe::GenerateKey& first_generation(recipe::Recipe& recipe) {
    return std::get<recipe::GenerateKey>(recipe.actions.front().params);
}

}  // namespace

TEST_CASE("diff: whatever else differs, an action is not passed over", "[planner][diff]") {
    Workshop workshop;
    CHECK(edited_difference(workshop,
                            [](recipe::Recipe& recipe) {
                                recipe.preamble.description = "other";
                                const recipe::KeyReference key{
                                    first_generation(recipe).key.kind,
                                    must(recipe::KeyName::make("default", Bytes(16, 9), ""))};
                                recipe.actions.insert(
                                    recipe.actions.begin(),
                                    {{}, recipe::DeleteKey{key, true, {}, {}, {}}});
                            }) ==
          "description: \"other\" instead of \"\"\n"
          "new: destroys the key \"09090909090909090909090909090909\"\n");
}

TEST_CASE("diff: what no line tells is told at last", "[planner][diff]") {
    Workshop workshop;
    CHECK(edited_difference(workshop,
                            [](recipe::Recipe& recipe) {
                                recipe.preamble.description = "other";
                                first_generation(recipe).exportable = true;
                            }) ==
          "description: \"other\" instead of \"\"\n"
          "Beside that, recipe.actions[0].actionParams.key.exportable: only in " +
              ceremony::quote(workshop.folder / "edited.json") + "\n");
}

TEST_CASE("diff: the order of actions counts", "[planner][diff]") {
    Workshop workshop;
    CHECK_THAT(edited_difference(
                   workshop,
                   [](recipe::Recipe& recipe) { std::swap(recipe.actions[1], recipe.actions[2]); }),
               Catch::Contains("what both do is in another order"));
}

namespace {

using Set = recipe::ProduceSignedKeyset;

Set& first_set(recipe::Recipe& recipe) {
    for (recipe::Action& action : recipe.actions) {
        if (auto* set = std::get_if<Set>(&action.params)) {
            return *set;
        }
    }
    FAIL("the recipe has no set");
    return std::get<Set>(recipe.actions.front().params);
}

void reverse_keys(recipe::Recipe& recipe) {
    std::reverse(first_set(recipe).keyset.begin(), first_set(recipe).keyset.end());
}

void change_inception(recipe::Recipe& recipe) {
    first_set(recipe).inception =
        must(UtcTime::from_seconds(first_set(recipe).inception.seconds() + 60));
}

void mislabel(recipe::KeyReference& key) {
    key.name = must(recipe::KeyName::make(key.name.store(), key.name.id(), "Evil"));
}

// Is it two lines, what is told of one set?
bool is_of_one_set(const std::string& text) {
    return text.starts_with("example. set 1: ") && text.find("\n  instead of ") != text.npos &&
           std::count(text.begin(), text.end(), '\n') == 2;
}

}  // namespace

TEST_CASE("diff: a set that is told to differ is told once", "[planner][diff]") {
    Workshop workshop;
    const std::string order = edited_difference(workshop, reverse_keys);
    CHECK_THAT(order, Catch::Contains(", keys Z1 K1, signed by K1, "));
    CHECK(is_of_one_set(order));
    workshop.options.output = workshop.folder / "another.json";
    CHECK(is_of_one_set(edited_difference(workshop, change_inception)));
}

TEST_CASE("diff: what else differs in a set that is told to differ is told", "[planner][diff]") {
    Workshop workshop;
    const auto check = [&](void (*edit)(recipe::Recipe&), const std::string& rest) {
        const std::string text = edited_difference(workshop, edit);
        const std::size_t end = text.find("Beside that, recipe.actions[");
        REQUIRE(end != text.npos);
        CHECK(is_of_one_set(text.substr(0, end)));
        CHECK_THAT(text,
                   Catch::EndsWith(rest + ceremony::quote(workshop.folder / "edited.json") + "\n"));
        workshop.options.output += "_";
    };
    check(
        [](recipe::Recipe& recipe) {
            reverse_keys(recipe);
            mislabel(first_set(recipe).signed_by.front());
        },
        "].actionParams.signedBy[0].key.keyLabel: only in ");
    check(
        [](recipe::Recipe& recipe) {
            change_inception(recipe);
            mislabel(std::get<recipe::KeyReference>(first_set(recipe).keyset[1]));
        },
        "].actionParams.keyset[1].key.keyLabel: only in ");
}

TEST_CASE("diff: results are compared, whichever file has them", "[planner][diff]") {
    Workshop workshop;
    const std::string told = edited_difference(workshop, [](recipe::Recipe& recipe) {
        recipe.preamble.description = "other";
        recipe.preamble.cooked.emplace();
    });
    const std::string cooked = workshop.folder / "edited.json";
    const std::string only =
        "\nBeside that, recipe.preamble.cooked: only in " + ceremony::quote(cooked) + "\n";
    CHECK_THAT(told, Catch::EndsWith(only));
    CHECK_THAT(difference(cooked, workshop.options.output), Catch::EndsWith(only));
}

TEST_CASE("diff: what the plan took from the ceremony before is compared", "[planner][diff]") {
    Workshop workshop;
    plan::ChainPlan plan = test::sample_plan();
    const auto written = [&](const std::string& name) {
        return workshop.folder.file(
            name, recipe::write_recipe(must(plan::to_recipe(plan, test::sample_frame()))));
    };
    const std::string before = written("before.json");
    plan.zones[0].slots_before[0].ttl = 1;
    plan.zones[0].own_timing.ttl = 1799;
    plan.zones[0].own_timing.has_parent = false;
    const std::string text = difference(before, written("after.json"));
    CHECK_THAT(text, Catch::Contains("nl. set 1 of the ceremony before: "));
    CHECK_THAT(text, Catch::Contains("nl. own ttl: 1799 instead of 1800\n"));
    CHECK_THAT(text, Catch::Contains("nl. own parent: none instead of yes\n"));
    CHECK_THAT(text, !Catch::Contains("difference is"));
    CHECK_THAT(text, !Catch::Contains("Beside that"));
}
