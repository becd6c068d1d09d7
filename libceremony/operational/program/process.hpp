// SPDX-License-Identifier: BSD-3-Clause
//
// process.hpp -- the process as a Program: its standard output and error, its clock, its
// terminal. For main.cpp.

#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "program/program.hpp"

namespace ceremony::program {

/// The program called `name` as this process.
[[nodiscard]] Program of_process(std::string name);

/// Writes all of `text` to the file descriptor, which messages call `called`. Errc::unwritable.
[[nodiscard]] Outcome write_all(int descriptor, std::string_view text, std::string_view called);

}  // namespace ceremony::program
