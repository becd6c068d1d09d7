// SPDX-License-Identifier: BSD-3-Clause
//
// duration.hpp -- lengths of time in calendar months and in seconds, and adding
// them to a UtcTime.
//
// Months and years have no fixed length, so a Duration keeps its months apart from
// its seconds. Weeks, days, hours and minutes do have one, because UTC as used here
// has no leap seconds. A Duration is never negative.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace ceremony {

class Duration {
public:
    /// No time at all.
    constexpr Duration() = default;

    /// Errc::semantics when one of them is negative, Errc::limit when it is longer than
    /// the 10000 years that a UtcTime can tell apart.
    [[nodiscard]] static Result<Duration> of(std::int64_t months, std::int64_t seconds);

    /// One of three forms, letters in upper case, integers only:
    /// - ISO 8601: P, then years Y, months M, weeks W, days D, then T and hours H,
    ///   minutes M, seconds S; in this order, each at most once, at least one, and
    ///   at least one after a T: "P1Y2M10DT2H30M", "P2W", "PT1H";
    /// - short: "1Y", "1M" (a month), "30D";
    /// - plain seconds: "3600".
    /// Errc::syntax for everything else, Errc::limit as above.
    [[nodiscard]] static Result<Duration> from_text(std::string_view text);

    /// Calendar months; a year counts as 12.
    [[nodiscard]] constexpr std::int64_t months() const noexcept { return months_; }
    /// The seconds beside the months.
    [[nodiscard]] constexpr std::int64_t seconds() const noexcept { return seconds_; }
    /// All of it in seconds. Errc::semantics when it has months: their length depends
    /// on where they are added.
    [[nodiscard]] Result<std::int64_t> fixed_seconds() const;
    /// ISO 8601 with the largest units possible and without weeks: "P1Y2M", "P14D",
    /// "PT1H30M"; "PT0S" for no time. from_text() reads it back to an equal Duration.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Duration&, const Duration&) = default;

private:
    constexpr Duration(std::int64_t months, std::int64_t seconds) noexcept
        : months_(months), seconds_(seconds) {}

    std::int64_t months_ = 0;
    std::int64_t seconds_ = 0;
};

/// `time` later by `duration`: first the months, keeping the day of the month and the
/// time of day, where a day that the month does not have becomes its last one (31
/// January and one month: 28 or 29 February); then the seconds. Errc::limit when the
/// result lies outside the years 0000 to 9999.
[[nodiscard]] Result<UtcTime> add(UtcTime time, const Duration& duration);

/// `time` earlier by `duration`, by the same rule: first the months, then the seconds.
/// Where a day was moved to the end of its month this does not undo add().
[[nodiscard]] Result<UtcTime> subtract(UtcTime time, const Duration& duration);

}  // namespace ceremony
