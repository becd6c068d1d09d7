// SPDX-License-Identifier: BSD-3-Clause

#include "program/process.hpp"

#include <array>
#include <unistd.h>

#include "support/printing.hpp"

using namespace ceremony;

TEST_CASE("process: a text is written whole", "[program][process]") {
    std::array<int, 2> pipe_ends{};
    REQUIRE(::pipe(pipe_ends.data()) == 0);
    CHECK(program::write_all(pipe_ends[1], "all of it", "the pipe").ok());
    CHECK(program::write_all(pipe_ends[1], "", "the pipe").ok());
    ::close(pipe_ends[1]);
    std::array<char, 32> read{};
    CHECK(::read(pipe_ends[0], read.data(), read.size()) == 9);
    CHECK(std::string(read.data()) == "all of it");
    ::close(pipe_ends[0]);
}

TEST_CASE("process: what cannot be written is an error that says where", "[program][process]") {
    const Outcome outcome = program::write_all(-1, "x", "standard output");
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK_THAT(outcome.error().message(),
               Catch::StartsWith("\"standard output\": cannot be written: "));
}

TEST_CASE("process: it has its name, an output and a clock", "[program][process]") {
    const program::Program program = program::of_process("consumer");
    CHECK(program.name == "consumer");
    CHECK(program.out("").ok());
    CHECK(program.err("").ok());
    CHECK(program.clock().ok());
    CHECK(program.open_terminal);
}
