// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/diff.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
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
               Catch::StartsWith("example. waits for: the DS of K1 to be gone; "));
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
