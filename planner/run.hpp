// SPDX-License-Identifier: BSD-3-Clause
//
// run.hpp -- the program without its process: from options to an exit status.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Does what `options` ask for. An error, also one that stands in their place, is told on
/// program.err; the status is that of exit_status().
[[nodiscard]] int run(const Result<Options>& options, const program::Program& program);

}  // namespace ceremony::planner
