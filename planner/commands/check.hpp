// SPDX-License-Identifier: BSD-3-Clause
//
// check.hpp -- is a recipe one that may be carried out, and its plan safe?

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Tells all that is wrong on program.err: rules that the recipe breaks, another hash than
/// --hash, a plan that is not safe, keys that must not be destroyed, another `previous` than the
/// last --previous; with a configuration, and with the results of the ceremonies before where there
/// were any, whatever is not as this planner makes it of the same input. What could not be checked
/// is told on program.out. Errc::refused when something was wrong. Else the errors of reading.
[[nodiscard]] Outcome check(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
