// SPDX-License-Identifier: BSD-3-Clause
//
// command_again.hpp -- the command that makes the same recipe again.

#pragma once

#include <string>

#include "planner/options.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::planner {

/// A line for a shell: `planner produce` with these options, at the time and from the start of
/// `request`.
[[nodiscard]] std::string command_again(const Options& options, const timeline::Request& request);

}  // namespace ceremony::planner
