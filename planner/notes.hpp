// SPDX-License-Identifier: BSD-3-Clause
//
// notes.hpp -- what is to be said about a plan, once for all zones of which it is true.

#pragma once

#include <string>
#include <vector>

#include "plan/chain_plan.hpp"

namespace ceremony::planner {

/// The notes of the plan, warnings_about() its zones, and which are left out, one line each in the
/// order of the zones: "nl.: ..." of one, "nl., de.: ..." of a few, "200 zones (nl., de., fr.,
/// ...): ..." of many. Key tags, which differ from zone to zone, are left out of what is said of
/// several.
[[nodiscard]] std::vector<std::string> notes_of(const plan::ChainPlan& plan);

}  // namespace ceremony::planner
