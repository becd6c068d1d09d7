// SPDX-License-Identifier: BSD-3-Clause
//
// compared_zones.hpp -- in what the plans of a zone in two recipes differ, in words.

#pragma once

#include <string>

#include "planner/comparison.hpp"
#include "timeline/model.hpp"

namespace ceremony::planner {

/// Adds a line to `lines` for all that differs in the two plans of the zone called `name`: its keys
/// and sets, what the parent has and when, what is waited for, the times it is all made from, and
/// what people are told.
void compare_zones(const std::string& name,
                   const timeline::ZonePlan& before,
                   const timeline::ZonePlan& after,
                   Lines& lines);

}  // namespace ceremony::planner
