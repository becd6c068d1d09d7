// SPDX-License-Identifier: BSD-3-Clause

#include "planner/program.hpp"

#include "unit/planner/told.hpp"

using namespace ceremony;
using ceremony::test::Told;

TEST_CASE("planner program: an error is told with the name of the program and its hint",
          "[planner][program]") {
    Told told;
    planner::tell(told.program, Error{Errc::usage, "no"});
    CHECK(told.err == "planner: no\n");
    planner::tell(told.program, Error{Errc::usage, "no"}.with_hint("try this"));
    CHECK(told.err == "planner: no\nplanner: no\nhint: try this\n");
    CHECK(told.out.empty());
}

TEST_CASE("planner program: a warning is no error", "[planner][program]") {
    Told told;
    planner::warn(told.program, "beware");
    CHECK(told.err == "planner: warning: beware\n");
}

TEST_CASE("planner program: it has a version", "[planner][program]") {
    CHECK_FALSE(planner::version_text().empty());
}
