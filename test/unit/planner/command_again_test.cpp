// SPDX-License-Identifier: BSD-3-Clause

#include "planner/command_again.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::Workshop;

TEST_CASE("command_again: the command that is shown is one for a shell",
          "[planner][command_again]") {
    Workshop workshop;
    workshop.options.description = "it's first";
    workshop.options.zones = {"example."};
    static_cast<void>(workshop.produced());
    CHECK_THAT(workshop.told.err, Catch::Contains(" --zone example. -o " + workshop.options.output +
                                                  " 2028-01-01 'it'\\''s first'\n"));
}

TEST_CASE("command_again: --like stands for its times", "[planner][command_again]") {
    Workshop workshop;
    workshop.options.like = workshop.produced();
    workshop.options.now.reset();
    workshop.options.output = workshop.folder / "again.json";
    workshop.told.err.clear();
    static_cast<void>(workshop.produced());
    CHECK_THAT(workshop.told.err,
               Catch::Contains("planner produce --like " + *workshop.options.like + " -c "));
    CHECK_THAT(workshop.told.err, !Catch::Contains("--now"));
}
