// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/show.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::refusal;
using ceremony::test::Workshop;

TEST_CASE("show: a page for people, JSON for machines", "[planner][show]") {
    Workshop workshop;
    planner::Options options;
    options.file = workshop.produced();
    workshop.told.out.clear();
    REQUIRE(planner::show(options, workshop.told.program).ok());
    CHECK_THAT(workshop.told.out, Catch::StartsWith("Chain example, ceremony 1"));
    workshop.told.out.clear();
    options.json = true;
    REQUIRE(planner::show(options, workshop.told.program).ok());
    CHECK_THAT(workshop.told.out, Catch::StartsWith("{\n  \"sha256\": \""));
    options.file = workshop.folder / "none";
    static_cast<void>(refusal(planner::show(options, workshop.told.program), Errc::not_found));
}
