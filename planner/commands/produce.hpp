// SPDX-License-Identifier: BSD-3-Clause
//
// produce.hpp -- from policies and history to a recipe that is proven safe.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Writes the recipe to options.output, which must not exist, and its hash to program.out; what
/// a person should know, and the command that makes the same recipe again, to program.err.
/// Errc::configuration for policies that cannot be safe; Errc::refused for a plan that is not,
/// for a result of a ceremony before that nobody vouches for or that does not follow the one
/// before it, and for what is not supported yet.
[[nodiscard]] Outcome produce(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
