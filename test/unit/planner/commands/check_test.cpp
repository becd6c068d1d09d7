// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/check.hpp"

#include "encoding/hex.hpp"
#include "program/recipe_file.hpp"
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
    CHECK(bench.told.err.empty());
    CHECK_THAT(bench.told.out, Catch::Contains("\nSafe: the recipe keeps the rules"));
}

TEST_CASE("check: another hash than the one expected is found", "[planner][check]") {
    Bench bench;
    bench.asked.hash = std::string(64, '0');
    CHECK_THAT(refusal(bench.check(), Errc::refused), Catch::EndsWith(": 1 finding"));
    CHECK_THAT(bench.told.err, Catch::EndsWith(": its SHA-256 is not the one that is expected\n"));
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
    bench.asked.config = bench.folder.file("none.yaml", "version: 1\n");
    static_cast<void>(refusal(bench.check(), Errc::refused));
    CHECK_THAT(bench.told.err, Catch::Contains("example. is not in "));
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
