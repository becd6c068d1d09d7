// SPDX-License-Identifier: BSD-3-Clause
//
// page.hpp -- a plan as people read it.

#pragma once

#include <string>

#include "planner/shown_plan.hpp"

namespace ceremony::planner {

/// Which ceremony it is; per zone its keys, their chart, its sets, what people must do and when,
/// and what the proof says. No line is longer than 100 columns but for long names and notes.
[[nodiscard]] std::string page_of(const ShownPlan& shown);

}  // namespace ceremony::planner
