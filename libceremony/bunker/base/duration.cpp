// SPDX-License-Identifier: BSD-3-Clause

#include "base/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <span>
#include <utility>

#include "base/quote.hpp"

namespace ceremony {

namespace {

// 10000 years; in seconds, leap years.
constexpr std::int64_t longest_months = std::int64_t{10'000} * 12;
constexpr std::int64_t longest_seconds = std::int64_t{10'000} * 366 * 86'400;

struct Unit {
    char letter;
    std::int64_t months;
    std::int64_t seconds;
};

constexpr std::array date_units = {Unit{'Y', 12, 0}, Unit{'M', 1, 0}, Unit{'W', 0, 604'800},
                                   Unit{'D', 0, 86'400}};
constexpr std::array time_units = {Unit{'H', 0, 3'600}, Unit{'M', 0, 60}, Unit{'S', 0, 1}};
constexpr std::array short_units = {Unit{'Y', 12, 0}, Unit{'M', 1, 0}, Unit{'D', 0, 86'400}};

Error malformed(std::string_view text) {
    return Error{Errc::syntax, quote(text) + " is not a duration"}.with_hint(
        "durations look like P1Y2M10DT2H30M, P2W, 30D or 3600 (seconds)");
}

Error too_long() {
    return Error{Errc::limit, "a duration of more than 10000 years"};
}

// What the text of one duration adds up to while it is read.
class Sum {
public:
    explicit Sum(std::string_view text) : text_(text) {}

    // Takes a number from the front of `rest`.
    Result<std::int64_t> number(std::string_view& rest) const {
        std::uint64_t number = 0;
        const char* const end = rest.data() + rest.size();
        const auto [stop, failure] = std::from_chars(rest.data(), end, number);
        if (failure == std::errc::invalid_argument) {
            return malformed(text_);
        }
        if (failure != std::errc{} || std::cmp_greater(number, longest_seconds)) {
            return too_long().in(quote(text_));
        }
        rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
        return static_cast<std::int64_t>(number);
    }

    // Takes the unit of `count` from the front of `rest`; it and what stands before it
    // in `units` may not follow any more.
    Outcome unit(std::int64_t count, std::string_view& rest, std::span<const Unit>& units) {
        const auto unit = std::find_if(units.begin(), units.end(), [rest](const Unit& candidate) {
            return rest.starts_with(candidate.letter);
        });
        if (unit == units.end()) {
            return malformed(text_);
        }
        // No overflow: seven terms, each at most longest_seconds times a week.
        months_ += count * unit->months;
        seconds_ += count * unit->seconds;
        rest.remove_prefix(1);
        units = {unit + 1, units.end()};
        return Nothing{};
    }

    Outcome components(std::string_view rest, std::span<const Unit> units) {
        while (!rest.empty()) {
            const std::int64_t count = TRY(number(rest));
            TRY(unit(count, rest, units));
        }
        return Nothing{};
    }

    [[nodiscard]] Result<Duration> duration() const {
        return Duration::of(months_, seconds_).in(quote(text_));
    }

private:
    std::string_view text_;
    std::int64_t months_ = 0;
    std::int64_t seconds_ = 0;
};

Result<Duration> read_iso(std::string_view text) {
    const std::string_view body = text.substr(1);
    const std::size_t t = body.find('T');
    if (body.empty() || t == body.size() - 1) {
        return malformed(text);
    }
    Sum sum(text);
    TRY(sum.components(body.substr(0, t), date_units));
    if (t != std::string_view::npos) {
        TRY(sum.components(body.substr(t + 1), time_units));
    }
    return sum.duration();
}

// "1Y", "1M", "30D" or plain seconds.
Result<Duration> read_short(std::string_view text) {
    Sum sum(text);
    std::string_view rest = text;
    const std::int64_t count = TRY(sum.number(rest));
    if (rest.empty()) {
        return Duration::of(0, count);
    }
    std::span<const Unit> units = short_units;
    TRY(sum.unit(count, rest, units));
    if (!rest.empty()) {
        return malformed(text);
    }
    return sum.duration();
}

void append_units(std::string& out, std::int64_t amount, std::int64_t size, char letter) {
    if (amount >= size) {
        out.append(std::to_string(amount / size)).push_back(letter);
    }
}

// `time` with its month moved by `months`, the day at most the last of that month.
Result<UtcTime> move_months(UtcTime time, std::int64_t months) {
    const std::chrono::sys_seconds instant{std::chrono::seconds(time.seconds())};
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(midnight);
    // Both the year of a UtcTime and 10000 years more fit std::chrono::year.
    const std::chrono::year_month month =
        date.year() / date.month() + std::chrono::months(static_cast<int>(months));
    const auto last = (month / std::chrono::last).day();
    const std::chrono::sys_seconds moved =
        std::chrono::sys_days(month / std::min(date.day(), last)) + (instant - midnight);
    return UtcTime::from_seconds(moved.time_since_epoch().count());
}

}  // namespace

Result<Duration> Duration::of(std::int64_t months, std::int64_t seconds) {
    if (months < 0 || seconds < 0) {
        return Error{Errc::semantics, "a negative duration"};
    }
    if (months > longest_months || seconds > longest_seconds) {
        return too_long();
    }
    return Duration(months, seconds);
}

Result<Duration> Duration::from_text(std::string_view text) {
    if (text.starts_with('P')) {
        return read_iso(text);
    }
    return read_short(text);
}

Result<std::int64_t> Duration::fixed_seconds() const {
    if (months_ != 0) {
        return Error{Errc::semantics, text() + " has months or years, whose length is not fixed"};
    }
    return seconds_;
}

std::string Duration::text() const {
    std::string out = "P";
    append_units(out, months_, 12, 'Y');
    append_units(out, months_ % 12, 1, 'M');
    append_units(out, seconds_, 86'400, 'D');
    const std::int64_t rest = seconds_ % 86'400;
    if (rest != 0 || out.size() == 1) {
        out.push_back('T');
    }
    append_units(out, rest, 3'600, 'H');
    append_units(out, rest % 3'600, 60, 'M');
    append_units(out, rest % 60, 1, 'S');
    return out == "PT" ? "PT0S" : out;
}

Result<UtcTime> add(UtcTime time, const Duration& duration) {
    const UtcTime moved = TRY(move_months(time, duration.months()));
    return UtcTime::from_seconds(moved.seconds() + duration.seconds());
}

Result<UtcTime> subtract(UtcTime time, const Duration& duration) {
    const UtcTime moved = TRY(move_months(time, -duration.months()));
    return UtcTime::from_seconds(moved.seconds() - duration.seconds());
}

}  // namespace ceremony
