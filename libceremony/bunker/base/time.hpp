// SPDX-License-Identifier: BSD-3-Clause
//
// time.hpp -- UTC seconds as a type, their text forms, and the 32-bit times of RRSIGs.
//
// A UtcTime lies in the years 0000 to 9999 of the Gregorian calendar, so that every
// one of them can be written and read back. There are no time zones and no leap
// seconds: a day has 86400 seconds, as in POSIX. Nothing here looks at a clock.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony {

class UtcTime {
public:
    /// 1970-01-01 00:00:00.
    constexpr UtcTime() = default;

    /// `seconds` after 1970-01-01 00:00:00. Errc::limit outside the years 0000 to 9999.
    [[nodiscard]] static Result<UtcTime> from_seconds(std::int64_t seconds);
    /// "2027-01-31 12:30:00", "2027-01-31T12:30:00Z" (RFC 3339 with both letters in upper
    /// case, no fraction, no offset) or "2027-01-31" (its first second). Errc::syntax for
    /// every other form and for a date or time of day that does not exist.
    [[nodiscard]] static Result<UtcTime> from_text(std::string_view text);
    /// "20270131123000", or without its seconds "202701311230". Errc::syntax as above.
    [[nodiscard]] static Result<UtcTime> from_compact(std::string_view text);
    /// Seconds after 1970-01-01 00:00:00 as decimal text. Errc::syntax, Errc::limit.
    [[nodiscard]] static Result<UtcTime> from_epoch_text(std::string_view text);
    /// The time in 1970 to 2106 that a 32-bit time stands for.
    [[nodiscard]] static constexpr UtcTime from_rrsig_time(std::uint32_t time) noexcept {
        return UtcTime(time);
    }

    /// Seconds after 1970-01-01 00:00:00; negative before it.
    [[nodiscard]] constexpr std::int64_t seconds() const noexcept { return seconds_; }
    /// "2027-01-31 12:30:00"
    [[nodiscard]] std::string text() const;
    /// "2027-01-31T12:30:00Z"
    [[nodiscard]] std::string rfc3339() const;
    /// "20270131123000"
    [[nodiscard]] std::string compact() const;

    friend constexpr bool operator==(const UtcTime&, const UtcTime&) = default;
    friend constexpr std::strong_ordering operator<=>(UtcTime a, UtcTime b) noexcept {
        return a.seconds_ <=> b.seconds_;
    }

private:
    explicit constexpr UtcTime(std::int64_t seconds) noexcept : seconds_(seconds) {}

    std::int64_t seconds_ = 0;
};

/// 0000-01-01 00:00:00 and 9999-12-31 23:59:59, in seconds after 1970-01-01 00:00:00.
inline constexpr std::int64_t earliest_seconds = -62'167'219'200;
inline constexpr std::int64_t latest_seconds = 253'402'300'799;

/// `time` as the inception or expiration field of an RRSIG. Errc::limit outside
/// 1970-01-01 00:00:00 .. 2106-02-07 06:28:15 (RFC 4034, section 3.1.5: 32 bits).
[[nodiscard]] Result<std::uint32_t> to_rrsig_time(UtcTime time);

/// RFC 4034, section 3.2: exactly 14 digits are YYYYMMDDHHmmSS, at most 10 are
/// seconds. Errc::syntax for another form or a time that does not exist, Errc::limit
/// when it does not fit 32 bits.
[[nodiscard]] Result<std::uint32_t> read_rrsig_time(std::string_view text);

/// The 14 digits YYYYMMDDHHmmSS, read as 1970 to 2106.
[[nodiscard]] std::string print_rrsig_time(std::uint32_t time);

/// Serial number arithmetic (RFC 1982, section 3.2) with 32 bits, which RFC 4034,
/// section 3.1.5 demands for RRSIG times: `less` when `a` comes before `b`. Numbers
/// 2^31 apart are `unordered`: the RFC leaves their order undefined.
[[nodiscard]] constexpr std::partial_ordering compare_serial(std::uint32_t a,
                                                             std::uint32_t b) noexcept {
    constexpr std::uint32_t half = 0x8000'0000U;
    const std::uint32_t ahead = b - a;  // modulo 2^32
    if (ahead == 0) {
        return std::partial_ordering::equivalent;
    }
    if (ahead == half) {
        return std::partial_ordering::unordered;
    }
    return ahead < half ? std::partial_ordering::less : std::partial_ordering::greater;
}

/// Of all times that a 32-bit time may stand for, 2^32 seconds apart, the one nearest
/// to `reference`. Errc::semantics when two are equally near, Errc::limit when it lies
/// outside the years 0000 to 9999.
[[nodiscard]] Result<UtcTime> nearest_time(std::uint32_t time, UtcTime reference);

}  // namespace ceremony
