// SPDX-License-Identifier: BSD-3-Clause
//
// compared_sets.hpp -- in what the sets of two plans of a zone differ, in words.

#pragma once

#include <string>
#include <vector>

#include "planner/comparison.hpp"
#include "timeline/model.hpp"

namespace ceremony::planner {

/// Adds lines to `lines` for the sets that `member` has in the two plans: their number, those that
/// differ in some way, and those that only one has. Sets are the same that have the same number, by
/// time. Of each kind ten are told, and how many more there are. `zone` stands in front of each
/// line, and `of` behind the word "set": which sets these are, " of the ceremony before".
void compare_sets(const std::string& zone,
                  const std::string& of,
                  const timeline::ZonePlan& before,
                  const timeline::ZonePlan& after,
                  const std::vector<timeline::Slot> timeline::ZonePlan::*member,
                  Lines& lines);

}  // namespace ceremony::planner
