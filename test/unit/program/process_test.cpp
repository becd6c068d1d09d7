// SPDX-License-Identifier: BSD-3-Clause

#include "program/process.hpp"

#include "support/printing.hpp"

using namespace ceremony;

TEST_CASE("process: it has its name, an output and a clock", "[program][process]") {
    const program::Program program = program::of_process("consumer");
    CHECK(program.name == "consumer");
    CHECK(program.out("").ok());
    CHECK(program.err("").ok());
    CHECK(program.clock().ok());
    CHECK(program.open_terminal);
}
