// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/grid.hpp"

#include <algorithm>
#include <cstdint>

#include "base/checked.hpp"

namespace ceremony::timeline {
namespace {

/// The shortest month: with it no point is estimated too early.
constexpr Seconds shortest_month = 28 * 86400;

UtcTime clamp(std::int64_t seconds) {
    return UtcTime::from_seconds(std::clamp(seconds, earliest_seconds, latest_seconds)).value();
}

/// The point `number` steps after the origin.
UtcTime point(const Grid& grid, std::int64_t number) {
    const auto months = checked_multiply(grid.step.months(), number);
    const auto seconds = checked_multiply(grid.step.seconds(), number);
    if (!months.ok() || !seconds.ok()) {
        return end_of_time();
    }
    const auto length = Duration::of(months.value(), seconds.value());
    return length.ok() ? later(grid.origin, length.value()) : end_of_time();
}

/// The number of the last point that is not after `time`.
std::int64_t number_at(const Grid& grid, UtcTime time) {
    const Seconds distance = time.seconds() - grid.origin.seconds();
    if (grid.step.months() == 0) {
        return distance / grid.step.seconds();
    }
    // A step is at most as much longer than estimated as its months are longer than 28 days.
    const Seconds step = grid.step.months() * shortest_month + grid.step.seconds();
    std::int64_t low = 0;
    std::int64_t high = distance / step + 1;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (point(grid, middle) <= time ? low : high) = middle;
    }
    return low;
}

}  // namespace

UtcTime beginning_of_time() {
    return clamp(earliest_seconds);
}

UtcTime end_of_time() {
    return clamp(latest_seconds);
}

UtcTime later(UtcTime time, Seconds seconds) {
    const auto sum = checked_add(time.seconds(), seconds);
    return sum.ok() ? clamp(sum.value()) : end_of_time();
}

UtcTime later(UtcTime time, const Duration& duration) {
    const auto sum = add(time, duration);
    return sum.ok() ? sum.value() : end_of_time();
}

UtcTime earlier(UtcTime time, Seconds seconds) {
    return later(time, -seconds);
}

UtcTime at_or_after(const std::optional<Grid>& grid, UtcTime time) {
    if (!grid || time <= grid->origin) {
        return grid ? grid->origin : time;
    }
    const std::int64_t number = number_at(*grid, time);
    const UtcTime before = point(*grid, number);
    return before == time ? before : point(*grid, number + 1);
}

UtcTime at_or_before(const std::optional<Grid>& grid, UtcTime time) {
    if (!grid || time <= grid->origin) {
        return grid ? grid->origin : time;
    }
    return point(*grid, number_at(*grid, time));
}

}  // namespace ceremony::timeline
