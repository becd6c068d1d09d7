// SPDX-License-Identifier: BSD-3-Clause
//
// run.hpp -- the program without its process: from a command line to an exit status.

#pragma once

#include <span>
#include <string>

#include "cooker/program.hpp"

namespace ceremony::cooker {

/// Does what `arguments`, those behind the program's name, ask for. An error is told on
/// program.err; the status is that of exit_status().
[[nodiscard]] int run(std::span<const std::string> arguments, const Program& program);

}  // namespace ceremony::cooker
