// SPDX-License-Identifier: BSD-3-Clause

#include "planner/background.hpp"

#include "encoding/hex.hpp"
#include "plan/write_plan.hpp"
#include "program/recipe_file.hpp"
#include "recipe/write.hpp"
#include "support/vectors.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;
using ceremony::test::slurp;
using ceremony::test::Workshop;

TEST_CASE("background: what came before is believed or refused", "[planner][background]") {
    Workshop workshop;
    const std::string cooked =
        workshop.folder.file("cooked.json", read_vector_file("cooked/ecdsa.json"));
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(cooked)))));
    workshop.options.previous = {{cooked, std::nullopt}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": nobody vouches for it"));
    workshop.options.previous = {{cooked, "0x12"}};
    static_cast<void>(refusal(workshop.produce(), Errc::usage));
    workshop.options.previous = {{cooked, hash}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not a ceremony of the chain example"));
}

TEST_CASE("background: a ceremony that was lost is repeated", "[planner][background]") {
    Workshop workshop;
    const std::string lost = workshop.produced();
    workshop.options.recover = lost;
    workshop.options.output = workshop.folder / "again.json";
    const program::RecipeFile again = must(program::read_recipe_file(workshop.produced()));
    CHECK(again.recipe.preamble.ceremony->sequence == 1);
    CHECK(again.recipe.preamble.ceremony->attempt == 2);
    CHECK_THAT(workshop.told.err, Catch::Contains(" --recover "));
    std::size_t deleted = 0;
    for (const recipe::Action& action : again.recipe.actions) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
        deleted += deletion != nullptr && !deletion->must_exist ? 1U : 0U;
    }
    std::size_t made = 0;
    for (const recipe::Action& action : must(program::read_recipe_file(lost)).recipe.actions) {
        made += std::holds_alternative<recipe::GenerateKey>(action.params) ? 1U : 0U;
    }
    CHECK(deleted == made);
    workshop.options.recover =
        workshop.folder.file("other.json", read_vector_file("cooked/ecdsa.json"));
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not an attempt at this ceremony"));
}

TEST_CASE("background: results go as far as ceremonies were imported", "[planner][background]") {
    Workshop workshop(test::plain_configuration +
                      "events: [ { imported: { sequence: 1, at: 2026-01-01 } } ]\n");
    const Outcome outcome = workshop.produce();
    CHECK(refusal(outcome, Errc::refused) ==
          "events: ceremony 1 was imported at 2026-01-01 00:00:00, but no result is named");
    CHECK_THAT(outcome.error().hint(), Catch::StartsWith("--previous names "));
}

TEST_CASE("background: no result was imported before it was planned, or twice",
          "[planner][background]") {
    const std::string result = read_vector_file("cooked/ecdsa.json");  // of 2026-11-27 09:58:07
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(result))));
    const auto refused = [&](const std::string& events) {
        Workshop workshop(test::plain_configuration + "chain: example-registry\nevents:\n" +
                          events);
        workshop.options.previous = {{workshop.folder.file("cooked.json", result), hash}};
        return refusal(workshop.produce(), Errc::refused);
    };
    const std::string event = "  - imported: { sequence: 13, at: ";
    CHECK(
        refused(event + "2020-12-01 }\n") ==
        "events: ceremony 13 was imported at 2020-12-01 00:00:00, which is before it was planned, "
        "2026-11-27 09:58:07");
    CHECK(refused(event + "2026-12-03 }\n" + event + "2026-12-02 }\n") ==
          "events: ceremony 13 was imported at 2026-12-02 00:00:00, and at 2026-12-03 00:00:00");
}

TEST_CASE("background: a ceremony that was imported was not lost", "[planner][background]") {
    Workshop workshop;
    workshop.options.recover = workshop.produced();
    workshop.options.output = workshop.folder / "again.json";
    workshop.options.config = workshop.folder.file(
        "late.yaml",
        test::plain_configuration + "events: [ { imported: { sequence: 1, at: 2027-01-02 } } ]\n");
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::StartsWith("events: ceremony 1 "));
}

TEST_CASE("background: a zone with a DS is not a new one", "[planner][background]") {
    const std::string ds = "12345 13 2 " + std::string(64, 'A');
    Workshop workshop(test::plain_configuration + "events: [ { ds-seen: { zone: example., ds: \"" +
                      ds + "\", at: 2026-01-01 } } ]\n");
    CHECK(refusal(workshop.produce(), Errc::refused) ==
          "events: the DS 12345 of example., but nothing is known of that zone's keys");
    Workshop gone(test::plain_configuration + "events: [ { ds-gone: { zone: example., ds: \"" + ds +
                  "\", at: 2026-01-01 } } ]\n");
    static_cast<void>(refusal(gone.produce(), Errc::refused));
}

TEST_CASE("background: an event of a zone that nobody knows is told, and not carried along",
          "[planner][background]") {
    const std::string ds = "12345 13 2 " + std::string(64, 'A');
    Workshop workshop(test::plain_configuration + "events: [ { ds-seen: { zone: exmaple., ds: \"" +
                      ds + "\", at: 2026-01-01 } } ]\n");
    const std::string recipe = workshop.produced();
    CHECK_THAT(
        workshop.told.err,
        Catch::Contains("planner: warning: events: the DS 12345 of exmaple.: there is no such "
                        "zone, neither in "));
    CHECK_THAT(slurp(recipe), !Catch::Contains("exmaple"));
    Workshop other(test::plain_configuration.substr(0, test::plain_configuration.find("zones:")) +
                   "zones: [ { name: example. }, { name: nl. } ]\n"
                   "events: [ { ds-seen: { zone: nl., ds: \"" +
                   ds + "\", at: 2026-01-01 } } ]\n");
    other.options.zones = {"example."};
    static_cast<void>(other.produced());
    CHECK_THAT(other.told.err, !Catch::Contains("warning: events"));
}

TEST_CASE("background: what a lost attempt made is told before it is destroyed",
          "[planner][background]") {
    Workshop workshop;
    workshop.options.recover = workshop.produced();
    workshop.options.output = workshop.folder / "again.json";
    static_cast<void>(workshop.produced());
    // One KSK, and a ZSK for each 90 days of the year and for its reserve.
    CHECK_THAT(workshop.told.err, Catch::Contains("Attempt 1 was lost; "));
    CHECK_THAT(workshop.told.err,
               Catch::Contains("recipe.json\" names 6 keys that attempts at this ceremony made; "
                               "destroyed, where they are there:\n  "));
    CHECK_THAT(workshop.told.err, Catch::Contains("  \"example. KSK example-1-1-1\"\n"));
}

TEST_CASE("background: a lost attempt that names no key is told, too", "[planner][background]") {
    Workshop workshop;
    recipe::Recipe recipe = must(program::read_recipe_file(workshop.produced())).recipe;
    plan::ChainPlan plan;
    recipe.preamble.plan = must(plan::to_json(plan));
    recipe.actions.clear();
    workshop.options.recover = workshop.folder.file("doctored.json", recipe::write_recipe(recipe));
    workshop.options.output = workshop.folder / "again.json";
    static_cast<void>(workshop.produced());
    CHECK_THAT(workshop.told.err,
               Catch::Contains("names no key that attempts at this ceremony made: none is "
                               "destroyed\n"));
}
