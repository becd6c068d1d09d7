// SPDX-License-Identifier: BSD-3-Clause

#include "program/commands.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;

namespace {

constexpr std::array<program::Command<int>, 3> commands = {{
    {"draw", 1},
    {"fetch-water", 2},
    {"drew", 3},
}};

Error refusal(std::string_view name) {
    const auto found = program::find_command("well", commands, name);
    REQUIRE_FALSE(found.ok());
    return found.error();
}

}  // namespace

TEST_CASE("commands: a command goes by its whole name", "[program][commands]") {
    for (const auto& [name, verb] : commands) {
        CHECK(must(program::find_command("well", commands, name)) == verb);
    }
    for (const std::string name : {"", "dra", "Draw", "draw ", "fetch_water", "fetch"}) {
        CAPTURE(name);
        CHECK_FALSE(program::find_command("well", commands, name).ok());
    }
}

TEST_CASE("commands: another one is refused with the nearest, the first of several",
          "[program][commands]") {
    CHECK(refusal("fetchwater").message() ==
          "unknown command \"fetchwater\"; did you mean fetch-water?");
    CHECK(refusal("drow").message() == "unknown command \"drow\"; did you mean draw?");
    CHECK(refusal("quench").message() == "unknown command \"quench\"");
}

TEST_CASE("commands: what is wrong is told as of a command line", "[program][commands]") {
    const Error error = refusal("\x1b[31m\xff");
    CHECK(error.code() == Errc::usage);
    CHECK(error.message() == "unknown command \"\\x1b[31m\\xff\"");
    CHECK(error.hint() == "well --help shows how it is used");
}
