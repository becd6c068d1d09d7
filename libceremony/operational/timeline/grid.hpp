// SPDX-License-Identifier: BSD-3-Clause
//
// grid.hpp -- when slots may begin, and sums of times that stay within the calendar.
//
// A sum beyond the year 9999 is its last second, one before the year 0 its first: whatever is
// that far away happens in no plan, and needs no error of its own.

#pragma once

#include <optional>

#include "base/duration.hpp"
#include "base/time.hpp"
#include "timeline/model.hpp"

namespace ceremony::timeline {

/// The first and the last second of the calendar.
[[nodiscard]] UtcTime beginning_of_time();
[[nodiscard]] UtcTime end_of_time();

[[nodiscard]] UtcTime later(UtcTime time, Seconds seconds);
[[nodiscard]] UtcTime later(UtcTime time, const Duration& duration);
[[nodiscard]] UtcTime earlier(UtcTime time, Seconds seconds);

/// The first point of `grid` that is not before `time`, which is not before the origin; `time`
/// itself without a grid. Steps are counted from the origin: one of a month from 31 January goes
/// to 28 February and to 31 March. REQUIRES: the step is more than none.
[[nodiscard]] UtcTime at_or_after(const std::optional<Grid>& grid, UtcTime time);
/// The last one that is not after `time`.
[[nodiscard]] UtcTime at_or_before(const std::optional<Grid>& grid, UtcTime time);

}  // namespace ceremony::timeline
