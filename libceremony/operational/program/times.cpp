// SPDX-License-Identifier: BSD-3-Clause

#include "program/times.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/quote.hpp"

namespace ceremony::program {

namespace {

// A date, a time to the minute or to the second, or seconds, which have ten digits from 2001-09-09
// until 2286. Any other number of digits is one of these mistyped, and so are ten that are a date
// and an hour, which as seconds would be of 2033 or later.
Result<UtcTime> time_from_digits(const std::string& text) {
    constexpr std::size_t date = 8;
    constexpr std::size_t seconds = 10;
    const bool is_hour = text.starts_with("20") && UtcTime::from_compact(text + "00").ok();
    if (text.size() == seconds && text.front() != '0' && !is_hour) {
        return UtcTime::from_epoch_text(text);
    }
    return UtcTime::from_compact(text.size() == date ? text + "0000" : text);
}

}  // namespace

Result<UtcTime> time_from_argument(const std::string& option, const std::string& text) {
    const bool only_digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto time = only_digits ? time_from_digits(text) : UtcTime::from_text(text);
    if (!time.ok()) {
        return Error{Errc::usage, option + ": not a time: " + quote(text)}.with_hint(
            "times are UTC: 2027-02-01, 20270201, \"2027-02-01 12:30:00\", 202702011230, or "
            "seconds after 1970-01-01 as 10 digits");
    }
    return time;
}

std::string short_text(UtcTime time) {
    std::string text = time.text();
    if (text.ends_with(":00")) {
        text.resize(text.size() - 3);
    }
    return text;
}

std::string short_length(std::int64_t seconds) {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> units = {
        {{86400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}}};
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto [length, name] = units[i];
        if (seconds < length && i + 1 < units.size()) {
            continue;
        }
        text = std::to_string(seconds / length) + std::string(name);
        if (i + 1 < units.size()) {
            const auto [next_length, next_name] = units[i + 1];
            const std::int64_t rest = seconds % length / next_length;
            text += rest == 0 ? "" : " " + std::to_string(rest) + std::string(next_name);
        }
        break;
    }
    return text;
}

}  // namespace ceremony::program
