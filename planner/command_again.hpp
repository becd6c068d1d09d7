// SPDX-License-Identifier: BSD-3-Clause
//
// command_again.hpp -- the command that makes the same recipe again.

#pragma once

#include <string>

#include "planner/options.hpp"
#include "planner/times.hpp"

namespace ceremony::planner {

/// A line for a shell: `planner produce` with these options, at these times.
[[nodiscard]] std::string command_again(const Options& options, const Times& times);

}  // namespace ceremony::planner
