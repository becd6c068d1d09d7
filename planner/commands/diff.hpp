// SPDX-License-Identifier: BSD-3-Clause
//
// diff.hpp -- in which way two recipes differ, in words.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Writes one line a difference of the second recipe from the first to program.out: times,
/// ceremony, zones, keys with their lives, sets, transport keys, numbers. Errors as of
/// read_recipe_file() and plan::from_recipe().
[[nodiscard]] Outcome diff(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
