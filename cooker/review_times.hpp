// SPDX-License-Identifier: BSD-3-Clause
//
// review_times.hpp -- how long signatures last, how far a recipe reaches, how far that is from
// now. A part of guard_review.hpp.

#pragma once

#include <optional>

#include "base/time.hpp"
#include "cooker/review_task.hpp"

namespace ceremony::cooker {

/// guard.max-validity and max-horizon; with `now` also max-ahead, and what the clock shows is
/// noted, or asked about.
void review_times(const ReviewTask& task, const std::optional<UtcTime>& now);

}  // namespace ceremony::cooker
