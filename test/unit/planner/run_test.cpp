// SPDX-License-Identifier: BSD-3-Clause

#include "planner/run.hpp"

#include "unit/program/told.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::Told;

TEST_CASE("planner run: what is asked for goes to stdout", "[planner][run]") {
    Told told;
    Options options;
    options.verb = Verb::help;
    CHECK(run(options, told.program) == 0);
    CHECK(told.out == usage_text());
    told.out.clear();
    options.verb = Verb::version;
    CHECK(run(options, told.program) == 0);
    CHECK(told.out == "planner " + std::string(program::version_text()) + "\n");
    CHECK(told.err.empty());
}

TEST_CASE("planner run: errors go to stderr and have their status", "[planner][run]") {
    Told told;
    CHECK(run(misused("no such thing"), told.program) == 64);
    CHECK(told.err == "planner: no such thing\nhint: planner --help shows how it is used\n");
    told.err.clear();
    Options options;
    options.verb = Verb::hash;
    options.files = {"/no/such/file"};
    CHECK(run(options, told.program) == 66);
    CHECK_THAT(told.err, Catch::StartsWith("planner: \"/no/such/file\": "));
    options.verb = Verb::kasp;
    options.file = "/no/such/file";
    CHECK(run(options, told.program) == 66);
    options.files.emplace_back("/no/such/other");  // diff wants two
    for (const Verb verb : {Verb::show, Verb::check, Verb::diff}) {
        options.verb = verb;
        CHECK(run(options, told.program) == 66);
    }
    options.verb = Verb::produce;
    CHECK(run(options, told.program) == 64);
    options.verb = Verb::init;
    options.directory = "/no/such/folder/at/all";
    CHECK(run(options, told.program) == 73);
    CHECK(told.out.empty());
}
