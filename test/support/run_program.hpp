// SPDX-License-Identifier: BSD-3-Clause
//
// run_program.hpp -- runs a program to its end and tells what came of it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ceremony::test {

struct Ran {
    int status = 0;      ///< exit status; 128 and the number of the signal when it was killed
    std::string output;  ///< of both stdout and stderr, as they came
};

/// Runs `command`, its program looked for on PATH when it has no slash, with the environment
/// of this process and `input` as its standard input. A program that cannot be started is a
/// failed test.
[[nodiscard]] Ran run_program(const std::vector<std::string>& command, std::string_view input = "");

}  // namespace ceremony::test
