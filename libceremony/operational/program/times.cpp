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

// "2027-02-01T13:30:00+01:00", RFC 3339, section 5.6: how far a local time is ahead of UTC stands
// behind it.
Result<UtcTime> time_with_offset(const std::string& text, std::size_t sign) {
    std::string digits = text.substr(0, sign);
    std::replace(digits.begin(), digits.end(), ' ', 'T');
    const UtcTime local = TRY(UtcTime::from_text(digits + "Z"));
    // It has the hours and minutes of a day, as the section demands, when a day has that time.
    const UtcTime ahead = TRY(UtcTime::from_text("1970-01-01 " + text.substr(sign + 1) + ":00"));
    const std::int64_t offset = text[sign] == '+' ? ahead.seconds() : -ahead.seconds();
    return UtcTime::from_seconds(local.seconds() - offset);
}

// The forms that files may have too, and those that are for people at a command line only.
Result<UtcTime> time_from_text(const std::string& text) {
    constexpr std::size_t to_the_minute = std::string_view("YYYY-MM-DD hh:mm").size();
    constexpr std::size_t to_the_second = std::string_view("YYYY-MM-DDThh:mm:ss").size();
    if (text.size() == to_the_minute) {
        return UtcTime::from_text(text + ":00");
    }
    if (text.size() > to_the_second && (text[to_the_second] == '+' || text[to_the_second] == '-')) {
        return time_with_offset(text, to_the_second);
    }
    return UtcTime::from_text(text);
}

}  // namespace

Result<UtcTime> time_from_argument(const std::string& option, const std::string& text) {
    const bool only_digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto time = only_digits ? time_from_digits(text) : time_from_text(text);
    if (!time.ok()) {
        return Error{Errc::usage, option + ": not a time: " + quote(text)}.with_hint(
            "times are UTC: 2027-02-01, 20270201, \"2027-02-01 12:30\", 202702011230, "
            "2027-02-01T13:30:00+01:00, or seconds after 1970-01-01 as 10 digits");
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
