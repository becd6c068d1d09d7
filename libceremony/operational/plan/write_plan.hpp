// SPDX-License-Identifier: BSD-3-Clause
//
// write_plan.hpp -- the plans of a chain to `preamble.plan` (recipe/FORMAT.md, "The plan").
//
// Everything of them but ZonePlan::slots, which are the sets of the recipe: read_plan() gives
// back the rest.

#pragma once

#include <string>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/plan.hpp"

namespace ceremony::plan {

/// One plan, one text. REQUIRES: every KeyIndex is one of keys of its zone; texts are UTF-8.
[[nodiscard]] std::string write_plan(const ChainPlan& plan);

/// The same as a member of a recipe. Errc::limit when it is larger than a recipe can be.
[[nodiscard]] Result<recipe::Plan> to_json(const ChainPlan& plan);

}  // namespace ceremony::plan
