// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/produce.hpp"

#include "encoding/hex.hpp"
#include "plan/from_recipe.hpp"
#include "program/recipe_file.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::slurp;
using ceremony::test::Workshop;

TEST_CASE("produce: the defaults make a recipe", "[planner][produce]") {
    Workshop workshop;
    workshop.options.description = "First";
    const program::RecipeFile file = must(program::read_recipe_file(workshop.produced()));
    CHECK(file.recipe.preamble.timestamp.text() == "2027-01-01 00:00:00");
    CHECK(file.recipe.preamble.description == "First");
    CHECK(file.recipe.preamble.ceremony->chain.text() == "example");
    CHECK(file.recipe.preamble.ceremony->sequence == 1);
    CHECK(file.recipe.preamble.ceremony->attempt == 1);
    CHECK_FALSE(file.recipe.preamble.ceremony->previous);
    const plan::ChainPlan plan = must(plan::from_recipe(file.recipe));
    REQUIRE(plan.zones.size() == 1);
    // Until the end and the reserve of 30 days, at least.
    CHECK(plan.zones[0].slots.front().from.text() == "2027-01-01 00:00:00");
    CHECK(plan.zones[0].slots.back().until.text() == "2028-01-31 00:00:00");
    CHECK_THAT(workshop.told.out,
               Catch::StartsWith(encoding::encode_hex(file.sha256) + "  " + file.path + "\n"));
    CHECK_THAT(workshop.told.err,
               Catch::Contains("\nNo --previous: chain \"example\" begins, with ceremony 1\n"
                               "The same again: planner produce --now 2027-01-01T00:00:00Z -c "));
}

TEST_CASE("produce: the same input makes the same octets", "[planner][produce]") {
    Workshop one;
    Workshop other;
    // The same in another order and another spelling.
    other.options.config = other.folder.file("other.yaml",
                                             "zones:\n- name: EXAMPLE.\n"
                                             "kasp:\n  zsk: {export: none}\n"
                                             "  refresh: 432000\nversion: 1\n");
    other.options.now = "20270101000000";
    CHECK(slurp(one.produced()) == slurp(other.produced()));
}

TEST_CASE("produce: --like takes the times of a recipe", "[planner][produce]") {
    // The second zone has another hand-over.
    Workshop workshop(
        "version: 1\n"
        "kasp: { zsk: { export: none } }\n"
        "policies: { weekly: { slot: P7D, handover: P7D } }\n"
        "zones: [ { name: example. }, { name: nl., policy: weekly } ]\n");
    workshop.options.from = "2027-01-05";
    const std::string first = workshop.produced();
    workshop.options.from.reset();
    workshop.options.now.reset();
    workshop.options.like = first;
    workshop.options.output = workshop.folder / "again.json";
    CHECK(slurp(workshop.produced()) == slurp(first));
}

TEST_CASE("produce: without --now the clock counts", "[planner][produce]") {
    Workshop workshop;
    workshop.options.now.reset();
    workshop.told.program.clock = [] {
        return UtcTime::from_text("2027-03-01 10:00:00");
    };
    const program::RecipeFile file = must(program::read_recipe_file(workshop.produced()));
    CHECK(file.recipe.preamble.timestamp.text() == "2027-03-01 10:00:00");
    CHECK_THAT(workshop.told.err, Catch::Contains("--now 2027-03-01T10:00:00Z"));
}

TEST_CASE("produce: what is there stays", "[planner][produce]") {
    Workshop same;
    const std::string text = slurp(same.produced());
    CHECK(same.produce().ok());
    CHECK_THAT(same.told.err, Catch::Contains(" is there already, and is the same\n"));
    CHECK(slurp(same.options.output) == text);
    Workshop workshop;
    static_cast<void>(workshop.folder.file("recipe.json", "mine"));
    const Outcome another = workshop.produce();
    CHECK_THAT(refusal(another, Errc::unwritable),
               Catch::EndsWith("recipe.json\": exists already, with other contents"));
    CHECK_THAT(another.error().hint(), Catch::Contains("-o"));
    CHECK(slurp(workshop.options.output) == "mine");
}

TEST_CASE("produce: what the command line says makes sense", "[planner][produce]") {
    Workshop workshop;
    workshop.options.spec = "v2";
    CHECK(refusal(workshop.produce(), Errc::usage) == "--spec: not v1.0 or v1.1");
    workshop.options.spec = "v1.1";
    workshop.options.until = "soon";
    CHECK(refusal(workshop.produce(), Errc::usage) == "UNTIL: not a time: \"soon\"");
    workshop.options.until = "2028-01-01";
    workshop.options.from = "then";
    CHECK(refusal(workshop.produce(), Errc::usage) == "--from: not a time: \"then\"");
    workshop.options.from.reset();
    workshop.options.like = workshop.folder / "none.json";
    static_cast<void>(refusal(workshop.produce(), Errc::not_found));
}

TEST_CASE("produce: v1.0 is written where it can say the same", "[planner][produce]") {
    Workshop workshop;
    workshop.options.spec = "v1.0";
    CHECK_THAT(slurp(workshop.produced()),
               Catch::StartsWith("{\n  \"recipeSpecVersion\": \"v1.0\","));
    CHECK_THAT(workshop.told.err, Catch::Contains(" --spec v1.0 "));
    Workshop cds(
        "version: 1\nkasp: { cds: { publish: always }, zsk: { export: none } }\n"
        "zones: [ { name: nl. } ]\n");
    cds.options.spec = "v1.0";
    CHECK_THAT(refusal(cds.produce(), Errc::refused), Catch::Contains("v1.0 cannot say"));
}
