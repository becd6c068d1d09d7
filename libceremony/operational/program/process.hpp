// SPDX-License-Identifier: BSD-3-Clause
//
// process.hpp -- the process as a Program: its standard output and error, its clock, its
// terminal, a stopwatch when standard error is one, the credentials that systemd passes
// (systemd.exec(5)). For main.cpp.

#pragma once

#include <string>

#include "program/program.hpp"

namespace ceremony::program {

/// The program called `name` as this process.
[[nodiscard]] Program of_process(std::string name);

}  // namespace ceremony::program
