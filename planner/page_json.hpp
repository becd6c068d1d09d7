// SPDX-License-Identifier: BSD-3-Clause
//
// page_json.hpp -- a plan as machines read it.

#pragma once

#include <string>

#include "planner/shown_plan.hpp"

namespace ceremony::planner {

/// What page_of() shows, as JSON: chain, sequence, attempt, sha256, safe, and zones with keys,
/// slots, duties, steps, deadMan, counterExample and notes. Times are RFC 3339, lengths seconds,
/// and keys are named as on the page. A member that has nothing to say is null: the `slack` of a
/// step that may happen at any time, its `bogusFrom` when nothing goes bogus without it. Steps
/// there are of plans that are safe.
[[nodiscard]] std::string json_of(const ShownPlan& shown);

}  // namespace ceremony::planner
