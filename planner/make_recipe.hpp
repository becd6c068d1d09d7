// SPDX-License-Identifier: BSD-3-Clause
//
// make_recipe.hpp -- from a configuration and what came before to a recipe.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "planner/times.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::planner {

/// What is planned, as a recipe that keeps the rules and is proven safe. Of the options those count
/// that say what came before, which zones, and the description. Of several errors all but the last,
/// which is returned, are told; so are doubts about the policies. The same input makes the same
/// recipe.
[[nodiscard]] Result<recipe::Recipe> make_recipe(const Options& options,
                                                 const policy::Configuration& configuration,
                                                 const Times& times,
                                                 const program::Program& program);

}  // namespace ceremony::planner
