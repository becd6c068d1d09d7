// SPDX-License-Identifier: BSD-3-Clause
//
// compared_keys.hpp -- in what the keys of two plans of a zone differ, in words.

#pragma once

#include <string>

#include "planner/comparison.hpp"
#include "timeline/model.hpp"

namespace ceremony::planner {

/// Adds a line to `lines` for all that differs in a key of both plans, and for each key that only
/// one has. Keys are the same that have the same name (key_names()): IDs and labels depend on the
/// ceremony. `zone` stands in front of each line.
void compare_keys(const std::string& zone,
                  const timeline::ZonePlan& before,
                  const timeline::ZonePlan& after,
                  Lines& lines);

}  // namespace ceremony::planner
