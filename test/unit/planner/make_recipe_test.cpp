// SPDX-License-Identifier: BSD-3-Clause

#include "planner/make_recipe.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::refusal;
using ceremony::test::Workshop;

TEST_CASE("make_recipe: a policy that cannot be safe is refused with all that is wrong",
          "[planner][make_recipe]") {
    Workshop workshop(
        "version: 1\nkasp: { refresh: P3D, inceptionoffset: 0 }\nzones: [ { name: nl. } ]\n");
    const Outcome outcome = workshop.produce();
    CHECK_THAT(refusal(outcome, Errc::configuration),
               Catch::StartsWith("policy kasp: inceptionoffset is PT0S"));
    CHECK(outcome.error().hint() == "set inceptionoffset: PT5M");
    CHECK_THAT(workshop.told.err, Catch::Contains("\nplanner: policy kasp: refresh is P3D, but "));
    CHECK_THAT(workshop.told.err, Catch::Contains("\nhint: set refresh: P3DT13H5M\n"));
    CHECK(workshop.folder.names() == std::vector<std::string>{"ceremony.yaml"});
}

TEST_CASE("make_recipe: doubts are told", "[planner][make_recipe]") {
    Workshop workshop(
        "version: 1\nkasp: { reserve: P1D, zsk: { export: none } }\n"
        "zones: [ { name: nl. }, { name: be. } ]\n");
    static_cast<void>(workshop.produced());
    const std::string warning = "planner: warning: policy kasp: reserve is P1D, less than handover";
    const auto at = workshop.told.err.find(warning);
    CHECK(at != std::string::npos);
    CHECK(workshop.told.err.find(warning, at + 1) == std::string::npos);
}
