// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/program.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;

TEST_CASE("program: an error is one line and a hint a second", "[cooker][program]") {
    std::string text;
    Program program;
    program.err = [&text](std::string_view more) -> Outcome {
        text += more;
        return Nothing{};
    };
    tell(program, Error{Errc::refused, "no"});
    tell(program, Error{Errc::usage, "what"}.with_hint("this"));
    CHECK(text == "cooker: no\ncooker: what\nhint: this\n");
}

TEST_CASE("program: it has a version", "[cooker][program]") {
    CHECK_THAT(std::string(version_text()), Catch::Matches("[0-9]+\\.[0-9]+\\.[0-9]+"));
}
