// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/kasp.hpp"

#include "support/temp_folder.hpp"
#include "support/vectors.hpp"
#include "unit/program/told.hpp"

using namespace ceremony;
using ceremony::test::read_vector_file;
using ceremony::test::TempFolder;
using ceremony::test::Told;

namespace {

Outcome kasp(Told& told, const std::string& policy) {
    const TempFolder folder;
    planner::Options options;
    options.file = folder.file("kasp.xml", read_vector_file("kasp/debian.xml"));
    options.policy = policy;
    return planner::kasp(options, told.program);
}

}  // namespace

TEST_CASE("kasp: a policy becomes a section", "[planner][kasp]") {
    Told told;
    REQUIRE(kasp(told, "default").ok());
    CHECK_THAT(told.out, Catch::Contains("\nkasp:\n"));
    CHECK(told.err.empty());
}

TEST_CASE("kasp: what is not safe with it is told", "[planner][kasp]") {
    Told told;
    REQUIRE(kasp(told, "lab").ok());
    CHECK_THAT(told.out, Catch::Contains("\nkasp:\n"));
    CHECK_THAT(told.err, Catch::StartsWith("planner: warning: zsk.lifetime is PT4H, but "));
}

TEST_CASE("kasp: a policy that is not there is an error", "[planner][kasp]") {
    Told told;
    const Outcome outcome = kasp(told, "prod");
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::not_found);
    CHECK(told.out.empty());
}
