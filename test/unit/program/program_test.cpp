// SPDX-License-Identifier: BSD-3-Clause

#include "program/program.hpp"

#include "unit/program/told.hpp"

using namespace ceremony;
using ceremony::test::Told;

TEST_CASE("program: an error is told with the name of the program and its hint",
          "[program][program]") {
    Told told;
    program::tell(told.program, Error{Errc::usage, "no"});
    CHECK(told.err == "planner: no\n");
    program::tell(told.program, Error{Errc::usage, "no"}.with_hint("try this"));
    CHECK(told.err == "planner: no\nplanner: no\nhint: try this\n");
    CHECK(told.out.empty());
}

TEST_CASE("program: a warning is no error", "[program][program]") {
    Told told;
    program::warn(told.program, "beware");
    CHECK(told.err == "planner: warning: beware\n");
}

TEST_CASE("program: warnings go where they are wanted", "[program][program]") {
    Told told;
    std::string warnings;
    told.program.warnings = [&warnings](std::string_view text) {
        warnings += text;
    };
    program::warn(told.program, "beware");
    CHECK(warnings == "beware");
    CHECK(told.err.empty());
}

TEST_CASE("program: the exit status is that of the error, which is told", "[program][program]") {
    Told told;
    CHECK(program::exit_with(told.program, Nothing{}) == 0);
    CHECK(told.err.empty());
    CHECK(program::exit_with(told.program, Error{Errc::usage, "no"}) == exit_status(Errc::usage));
    CHECK(told.err == "planner: no\n");
}

TEST_CASE("program: both programs have a version", "[program][program]") {
    CHECK_FALSE(program::version_text().empty());
}

TEST_CASE("program: what is wrong with a command line is told in printable letters",
          "[program][program]") {
    const Error error = program::misused("consumer", "no \x1b[31m\xc3\xa9");
    CHECK(error.code() == Errc::usage);
    CHECK(error.message() == "no ?[31m??");
    CHECK(error.hint() == "consumer --help shows how it is used");
}
