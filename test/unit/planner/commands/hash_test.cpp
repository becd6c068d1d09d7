// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/hash.hpp"

#include "support/temp_folder.hpp"
#include "unit/program/told.hpp"

using namespace ceremony;
using ceremony::test::TempFolder;
using ceremony::test::Told;

TEST_CASE("hash: each file has its lines", "[planner][hash]") {
    const TempFolder folder;
    Told told;
    planner::Options options;
    options.files = {folder.file("a", "abc"), folder.file("b", "")};
    REQUIRE(planner::hash(options, told.program).ok());
    // FIPS 180-2, appendix B.1; the hash of nothing is what sha256sum(1) prints.
    CHECK_THAT(told.out,
               Catch::StartsWith("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                                 "  " +
                                 options.files[0] + "\n"));
    CHECK_THAT(told.out, Catch::Contains(
                             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  " +
                             options.files[1] + "\n"));
}

TEST_CASE("hash: a file that is not there is the end", "[planner][hash]") {
    const TempFolder folder;
    Told told;
    planner::Options options;
    options.files = {folder / "none", folder.file("a", "abc")};
    const Outcome outcome = planner::hash(options, told.program);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::not_found);
    CHECK(told.out.empty());
}
