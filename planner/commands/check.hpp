// SPDX-License-Identifier: BSD-3-Clause
//
// check.hpp -- is a recipe one that may be carried out, and its plan safe?

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Tells all that is wrong on program.err: rules that the recipe breaks, another hash than
/// --hash, a plan that is not safe, another `previous` than the last --previous, and with a
/// configuration numbers that its policies do not have. Errc::refused when there was something.
/// Else the errors of reading.
[[nodiscard]] Outcome check(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
