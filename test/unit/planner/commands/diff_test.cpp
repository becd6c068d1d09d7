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
          "The files differ, but not in the plan or the transport keys\n");
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
             "example. ZSK 1, active: 2027-01-02 00:00 instead of 2027-01-01 00:00\n",
             "example. ZSK 5: no more\n",
             "example. set 1: 2027-01-02 00:00 to ",
             "more sets differ\n",
             "zone nl.: new\n",
         }) {
        CAPTURE(line);
        CHECK_THAT(text, Catch::Contains(line));
    }
    CHECK_THAT(difference(after, before), Catch::Contains("zone nl.: no more\n"));
    CHECK_THAT(difference(after, before), Catch::Contains("example. ZSK 5: new\n"));
}

TEST_CASE("diff: a file that is no recipe is an error", "[planner][diff]") {
    Workshop workshop;
    planner::Options options;
    options.files = {workshop.produced(), workshop.folder.file("x", "{}")};
    static_cast<void>(refusal(planner::diff(options, workshop.told.program), Errc::syntax));
}
