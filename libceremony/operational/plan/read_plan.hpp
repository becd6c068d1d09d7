// SPDX-License-Identifier: BSD-3-Clause
//
// read_plan.hpp -- `preamble.plan` back to the plans of a chain, completely understood or
// refused.
//
// The bunker reads three members of it, and leniently; here every surprise ends it. Every error
// names line, column and path.

#pragma once

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/plan.hpp"

namespace ceremony::plan {

/// What write_plan() was given, without ZonePlan::slots. Errc::syntax when a member is missing,
/// unknown or not of its form; Errc::semantics for a version of the schema that is not known
/// here, a number that is no key of the zone, a zone that stands twice or is not there.
[[nodiscard]] Result<ChainPlan> read_plan(const recipe::Plan& plan);

}  // namespace ceremony::plan
