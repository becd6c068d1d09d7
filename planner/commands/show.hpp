// SPDX-License-Identifier: BSD-3-Clause
//
// show.hpp -- the plan in a recipe as the page from which a person approves it.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Writes the page, or with options.json the same for machines, to program.out. Errors as of
/// read_recipe_file() and plan::from_recipe().
[[nodiscard]] Outcome show(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
