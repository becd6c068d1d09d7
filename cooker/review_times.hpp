// SPDX-License-Identifier: BSD-3-Clause
//
// review_times.hpp -- how long signatures last, how far a recipe reaches, how far that is from
// now. A part of guard_review.hpp.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "cooker/review_task.hpp"

namespace ceremony::cooker {

/// What the clock shows, `now`, and whether the recipe is from a time that it has not reached.
[[nodiscard]] std::vector<std::string> clock_lines(const recipe::Recipe& recipe, UtcTime now);

/// guard.max-validity and max-horizon; with `now` also max-ahead, and what the clock shows is
/// noted, or asked about.
void review_times(const ReviewTask& task, const std::optional<UtcTime>& now);

}  // namespace ceremony::cooker
