// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/check.hpp"

#include <algorithm>

#include "encoding/hex.hpp"
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

namespace {

// The text with the first `from` replaced by `to`.
std::string edited(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return text;
}

struct Bench : Workshop {
    Bench() {
        asked.file = produced();
        told.err.clear();
    }
    Outcome check() { return planner::check(asked, told.program); }

    planner::Options asked;
};

}  // namespace

TEST_CASE("check: what was produced is safe", "[planner][check]") {
    Bench bench;
    const std::string hash =
        encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(bench.asked.file)))));
    bench.asked.hash = hash;
    bench.asked.config = bench.options.config;
    REQUIRE(bench.check().ok());
    CHECK_THAT(bench.told.err, Catch::StartsWith("Configuration:\n"));
    CHECK_THAT(bench.told.out, Catch::Contains("\nSafe: the recipe keeps the rules"));
    CHECK_THAT(bench.told.out, Catch::Contains("\nTrue: planned again from "));
}

TEST_CASE("check: what it was planned with comes after the verdict", "[planner][check]") {
    Workshop workshop(
        "version: 1\nkasp: { reserve: P1D, zsk: { export: none } }\n"
        "zones: [ { name: example. } ]\n");
    planner::Options asked;
    asked.file = workshop.produced();
    asked.config = workshop.options.config;
    std::string both;
    program::Program program = workshop.told.program;
    program.out = [&both](std::string_view text) -> Outcome {
        both += text;
        return Nothing{};
    };
    program.err = program.out;
    REQUIRE(planner::check(asked, program).ok());
    const std::string warning = "planner: warning: policy kasp: reserve is P1D, less than handover";
    const auto heading =
        both.find(", it is the same octets\nIt was planned with 1 warning:\n" + warning);
    CHECK(heading != std::string::npos);
    CHECK(both.find(warning) > heading);
    // With something wrong they come before it, and are about it.
    both.clear();
    asked.file = workshop.folder.file(
        "r.json",
        edited(slurp(asked.file), "\"zonePropagation\": 43200", "\"zonePropagation\": 0"));
    CHECK_THAT(refusal(planner::check(asked, program), Errc::refused),
               Catch::EndsWith(" findings"));
    CHECK_THAT(both, Catch::Contains("\n" + warning));
    CHECK_THAT(both, !Catch::Contains("It was planned with"));
}

TEST_CASE("check: what could not be checked is told", "[planner][check]") {
    Bench bench;
    REQUIRE(bench.check().ok());
    CHECK(bench.told.err.empty());
    CHECK_THAT(bench.told.out, Catch::Contains("\nSafe: "));
    CHECK_THAT(bench.told.out,
               Catch::EndsWith("\nNot checked: whether policies, keys, sets and DS records are as "
                               "it says: -c names the configuration that it was made with\n"));
}

TEST_CASE("check: a recipe that is safe only by what it says of itself is found out",
          "[planner][check]") {
    Bench bench;
    const std::string good = slurp(bench.asked.file);
    const auto findings = [&](const std::string& text) {
        bench.asked.file = bench.folder.file("r.json", text);
        bench.told.err.clear();
        static_cast<void>(refusal(bench.check(), Errc::refused));
        return bench.told.err;
    };
    SECTION("numbers") {
        const std::string text =
            edited(good, "\"zonePropagation\": 43200", "\"zonePropagation\": 0");
        bench.asked.file = bench.folder.file("r.json", text);
        CHECK(bench.check().ok());
        bench.asked.config = bench.options.config;
        CHECK_THAT(findings(text), Catch::Contains("zonePropagation: 0 instead of 43200"));
    }
    SECTION("strict") {
        const std::string text = edited(good, "\"until\": \"2028-01-01 00:00:00\"",
                                        "\"until\": \"2028-01-01 00:00:00\", \"strict\": false");
        bench.asked.file = bench.folder.file("r.json", text);
        CHECK(bench.check().ok());
        bench.asked.config = bench.options.config;
        CHECK_THAT(findings(text), Catch::Contains("was planned with strict: false"));
        CHECK_THAT(findings(text), Catch::Contains("strict: too much"));
    }
    SECTION("results that it does not have") {
        const std::string text =
            edited(good, "\"zonePropagation\": 43200", "\"zonePropagation\": 0");
        recipe::Recipe recipe =
            must(program::read_recipe_file(bench.folder.file("f.json", text))).recipe;
        recipe.preamble.cooked.emplace();
        recipe.preamble.cooked->recipe =
            must(program::read_recipe_file(bench.folder.file("g.json", good))).sha256;
        recipe.preamble.cooked->complete = true;
        bench.asked.config = bench.options.config;
        const std::string told = findings(recipe::write_recipe(recipe));
        CHECK_THAT(told, Catch::Contains("what was carried out was another recipe: "));
        CHECK_THAT(told, Catch::Contains("zonePropagation"));
        CHECK_THAT(told, Catch::Contains("not a good cooked recipe"));
    }
    SECTION("another end") {
        const std::string text = edited(good, "\"until\": \"2028-01-01 00:00:00\"",
                                        "\"until\": \"2028-01-02 00:00:00\"");
        bench.asked.config = bench.options.config;
        CHECK_THAT(findings(text), Catch::Contains(" is not what is planned from "));
    }
    SECTION("no sets, with a configuration and without") {
        recipe::Recipe recipe = must(program::read_recipe_file(bench.asked.file)).recipe;
        std::erase_if(recipe.actions, [](const recipe::Action& action) {
            return std::holds_alternative<recipe::ProduceSignedKeyset>(action.params);
        });
        const std::string text = recipe::write_recipe(recipe);
        CHECK_THAT(findings(text), Catch::Contains("example. has no sets in it"));
        bench.asked.config = bench.options.config;
        static_cast<void>(findings(text));
    }
    SECTION("it destroys a key that is in use") {
        recipe::Recipe recipe = must(program::read_recipe_file(bench.asked.file)).recipe;
        const auto made = std::find_if(
            recipe.actions.begin(), recipe.actions.end(), [](const recipe::Action& action) {
                return std::holds_alternative<recipe::GenerateKey>(action.params);
            });
        const recipe::KeyReference key{
            std::get<recipe::GenerateKey>(made->params).key.kind,
            must(recipe::KeyName::make(
                "default", std::get<recipe::GenerateKey>(made->params).key.name.id(), ""))};
        *made = recipe::Action{{}, recipe::DeleteKey{key, true, {}, {}, {}}};
        CHECK_THAT(findings(recipe::write_recipe(recipe)),
                   Catch::Contains("must not be destroyed: sets of this ceremony use it"));
    }
}

TEST_CASE("check: of a recipe without a plan the rules are checked", "[planner][check]") {
    Workshop workshop;
    workshop.options.spec = "v1.0";
    planner::Options asked;
    asked.file = workshop.produced();
    workshop.told.out.clear();
    REQUIRE(planner::check(asked, workshop.told.program).ok());
    CHECK_THAT(workshop.told.out,
               Catch::EndsWith("\nThe recipe keeps the rules\nNot checked: whether "
                               "it is safe, and what it destroys: it has no plan\n"));
}

TEST_CASE("check: a recipe of a time that has not come is found", "[planner][check]") {
    Bench bench;
    bench.asked.now = "2026-12-02";
    CHECK_THAT(refusal(bench.check(), Errc::refused), Catch::EndsWith(": 1 finding"));
    CHECK_THAT(bench.told.err,
               Catch::EndsWith("planned at 2027-01-01 00:00, which is 30d after now, 2026-12-02 "
                               "00:00\n"));
    // Five minutes are within the clock skew of the policy, whatever the recipe says of its own.
    bench.asked.now = "2026-12-31 23:55:00";
    CHECK(bench.check().ok());
    CHECK_THAT(bench.told.out, Catch::Contains("\nPlanned at 2027-01-01 00:00\n"));
    bench.asked.now = "2026-12-31 23:54:59";
    CHECK_FALSE(bench.check().ok());
    bench.asked.config =
        bench.folder.file("slow.yaml",
                          "version: 1\nkasp: { clock-skew: PT10M, zsk: { export: none } }\n"
                          "zones: [ { name: example. } ]\n");
    bench.told.err.clear();
    static_cast<void>(refusal(bench.check(), Errc::refused));  // for other reasons
    CHECK_THAT(bench.told.err, !Catch::Contains("after now"));
    bench.asked.now = "x";
    static_cast<void>(refusal(bench.check(), Errc::usage));
}

TEST_CASE("check: the age of a recipe is told", "[planner][check]") {
    Bench bench;
    bench.asked.now = "2027-01-13 06:00:00";
    REQUIRE(bench.check().ok());
    CHECK_THAT(bench.told.out, Catch::Contains("\nPlanned at 2027-01-01 00:00, 12d 6h ago\n"));
}

TEST_CASE("check: another hash than the one expected is found", "[planner][check]") {
    Bench bench;
    bench.asked.hash = std::string(64, '0');
    CHECK_THAT(refusal(bench.check(), Errc::refused), Catch::EndsWith(": 1 finding"));
    const auto digest = must(crypto::sha256(as_bytes(slurp(bench.asked.file))));
    CHECK_THAT(bench.told.err, Catch::EndsWith(": its SHA-256 is " + encoding::encode_hex(digest) +
                                               ", which is not the one that is expected\n"));
    bench.asked.hash = "x";
    static_cast<void>(refusal(bench.check(), Errc::usage));
}

TEST_CASE("check: a plan that is not safe is found", "[planner][check]") {
    Bench bench;
    // The sets are the same, but they are to be in caches for a fortnight.
    bench.asked.file = bench.folder.file(
        "r.json", edited(slurp(bench.asked.file), "\"maxTtl\": 86400", "\"maxTtl\": 1209600"));
    CHECK_THAT(refusal(bench.check(), Errc::refused), Catch::EndsWith(": 1 finding"));
    CHECK_THAT(bench.told.err, Catch::StartsWith("planner: example.: not safe: "));
}

TEST_CASE("check: a rule that is broken is found", "[planner][check]") {
    Bench bench;
    bench.asked.file = bench.folder.file(
        "r.json", edited(slurp(bench.asked.file), "\"inception\": \"2026-12-31 23:00:00\"",
                         "\"inception\": \"2027-12-31 23:00:00\""));
    static_cast<void>(refusal(bench.check(), Errc::refused));
    CHECK_THAT(bench.told.err, Catch::Contains("recipe.actions["));
}

TEST_CASE("check: numbers that the configuration does not have are found", "[planner][check]") {
    Bench bench;
    bench.asked.config = bench.folder.file(
        "other.yaml", "version: 1\nkasp: { lateness: P2D }\nzones: [ { name: example. } ]\n");
    static_cast<void>(refusal(bench.check(), Errc::refused));
    CHECK_THAT(bench.told.err,
               Catch::Contains("example. was planned with other numbers than those of "));
    bench.told.err.clear();
    bench.asked.config = bench.folder.file("none.yaml", "version: 1\nzones: [ { name: nl. } ]\n");
    static_cast<void>(refusal(bench.check(), Errc::refused));
    CHECK_THAT(bench.told.err, Catch::Contains("example. is not in "));
}

TEST_CASE("check: a configuration without zones has a policy for each", "[planner][check]") {
    Bench bench;
    bench.asked.config = bench.folder.file(
        "zones.yaml", "version: 1\nchain: example\nkasp: { zsk: { export: none } }\n");
    CHECK(bench.check().ok());
}

TEST_CASE("check: a recipe follows the result before it", "[planner][check]") {
    Bench bench;
    const std::string text = read_vector_file("cooked/ecdsa.json");
    const std::string cooked = bench.folder.file("cooked.json", text);
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(text))));
    bench.asked.previous = {{cooked, hash}};
    CHECK_THAT(refusal(bench.check(), Errc::refused),
               Catch::EndsWith(": not a ceremony of the chain example"));
    const std::string chain =
        must(program::read_recipe_file(cooked)).recipe.preamble.ceremony->chain.text();
    bench.asked.file = bench.folder.file(
        "r.json",
        edited(slurp(bench.asked.file), "\"chain\": \"example\"", "\"chain\": \"" + chain + "\""));
    CHECK_THAT(refusal(bench.check(), Errc::refused), Catch::EndsWith(": 1 finding"));
    CHECK_THAT(bench.told.err, Catch::Contains(": does not follow "));
}
