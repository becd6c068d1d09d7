// SPDX-License-Identifier: BSD-3-Clause

#include "base/time.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

#include "base/checked.hpp"
#include "base/decimal.hpp"
#include "base/quote.hpp"

namespace ceremony {

namespace {

struct Fields {
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
};

// In a form, each letter of YMDhms stands for one digit of a field, every other
// character for itself.
constexpr std::string_view text_form = "YYYY-MM-DD hh:mm:ss";
constexpr std::string_view rfc3339_form = "YYYY-MM-DDThh:mm:ssZ";
constexpr std::string_view date_form = "YYYY-MM-DD";
constexpr std::string_view compact_form = "YYYYMMDDhhmmss";
constexpr std::string_view compact_minutes_form = "YYYYMMDDhhmm";

// The field that a letter of a form stands for; null when it stands for itself.
unsigned* field_for(char letter, Fields& fields) {
    switch (letter) {
        case 'Y':
            return &fields.year;
        case 'M':
            return &fields.month;
        case 'D':
            return &fields.day;
        case 'h':
            return &fields.hour;
        case 'm':
            return &fields.minute;
        case 's':
            return &fields.second;
        default:
            return nullptr;
    }
}

// The fields of `text` when it has the given form.
std::optional<Fields> match(std::string_view text, std::string_view form) {
    if (text.size() != form.size()) {
        return std::nullopt;
    }
    Fields fields;
    for (std::size_t i = 0; i < form.size(); ++i) {
        unsigned* const field = field_for(form[i], fields);
        if (field == nullptr ? text[i] != form[i] : text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        if (field != nullptr) {
            *field = *field * 10 + static_cast<unsigned>(text[i] - '0');
        }
    }
    return fields;
}

std::chrono::year_month_day date_of(const Fields& fields) {
    return std::chrono::year(static_cast<int>(fields.year)) / std::chrono::month(fields.month) /
           std::chrono::day(fields.day);
}

Result<UtcTime> from_fields(const Fields& fields, std::string_view text) {
    if (!date_of(fields).ok()) {
        return Error{Errc::syntax, quote(text) + " names a day that does not exist"};
    }
    // RFC 3339 writes a leap second as 60; it has no number of seconds of its own.
    if (fields.hour > 23 || fields.minute > 59 || fields.second > 59) {
        return Error{Errc::syntax, quote(text) + " names a time of day that does not exist"};
    }
    const std::chrono::sys_seconds time =
        std::chrono::sys_days(date_of(fields)) + std::chrono::hours(fields.hour) +
        std::chrono::minutes(fields.minute) + std::chrono::seconds(fields.second);
    return UtcTime::from_seconds(time.time_since_epoch().count());
}

Fields fields_of(UtcTime time) {
    const std::chrono::sys_seconds seconds{std::chrono::seconds(time.seconds())};
    const auto midnight = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(seconds - midnight);
    Fields fields;
    fields.year = static_cast<unsigned>(static_cast<int>(date.year()));
    fields.month = static_cast<unsigned>(date.month());
    fields.day = static_cast<unsigned>(date.day());
    fields.hour = static_cast<unsigned>(clock.hours().count());
    fields.minute = static_cast<unsigned>(clock.minutes().count());
    fields.second = static_cast<unsigned>(clock.seconds().count());
    return fields;
}

// The inverse of match().
std::string print(UtcTime time, std::string_view form) {
    Fields left = fields_of(time);
    std::string out(form);
    for (std::size_t i = out.size(); i-- > 0;) {  // the last digit of a field comes first
        if (unsigned* const field = field_for(out[i], left); field != nullptr) {
            out[i] = static_cast<char>('0' + *field % 10);
            *field /= 10;
        }
    }
    return out;
}

}  // namespace

Result<UtcTime> UtcTime::from_seconds(std::int64_t seconds) {
    if (seconds < earliest_seconds || seconds > latest_seconds) {
        return Error{Errc::limit, std::to_string(seconds) +
                                      " seconds from 1970 lie outside the years 0000 to 9999"};
    }
    return UtcTime(seconds);
}

Result<UtcTime> UtcTime::from_text(std::string_view text) {
    for (const std::string_view form : {text_form, rfc3339_form, date_form}) {
        if (const auto fields = match(text, form)) {
            return from_fields(*fields, text);
        }
    }
    return Error{Errc::syntax, quote(text) + " is not a time"}.with_hint(
        "times are UTC and look like 2027-01-31 12:30:00");
}

Result<UtcTime> UtcTime::from_compact(std::string_view text) {
    for (const std::string_view form : {compact_form, compact_minutes_form}) {
        if (const auto fields = match(text, form)) {
            return from_fields(*fields, text);
        }
    }
    return Error{Errc::syntax, quote(text) + " is not a time of 12 or 14 digits"};
}

Result<UtcTime> UtcTime::from_epoch_text(std::string_view text) {
    return from_seconds(TRY(read_decimal<std::int64_t>(text)));
}

std::string UtcTime::text() const {
    return print(*this, text_form);
}

std::string UtcTime::rfc3339() const {
    return print(*this, rfc3339_form);
}

std::string UtcTime::compact() const {
    return print(*this, compact_form);
}

Result<std::uint32_t> to_rrsig_time(UtcTime time) {
    auto narrowed = narrow<std::uint32_t>(time.seconds());
    if (!narrowed.ok()) {
        return Error{Errc::limit,
                     time.text() + " lies outside 1970 to 2106, the range of an RRSIG"};
    }
    return narrowed;
}

Result<std::uint32_t> read_rrsig_time(std::string_view text) {
    if (text.size() > 10) {  // the largest 32-bit number has 10 digits
        const auto fields = match(text, compact_form);
        if (!fields) {
            return Error{Errc::syntax, quote(text) + " is not an RRSIG time of 14 digits"};
        }
        return to_rrsig_time(TRY(from_fields(*fields, text)));
    }
    return read_decimal<std::uint32_t>(text);
}

std::string print_rrsig_time(std::uint32_t time) {
    return UtcTime::from_rrsig_time(time).compact();
}

Result<UtcTime> nearest_time(std::uint32_t time, UtcTime reference) {
    constexpr std::int64_t round = std::int64_t{1} << 32U;
    constexpr std::int64_t half = round / 2;
    // How far the 32-bit time lies ahead of the reference, in 0 .. 2^32 - 1.
    const auto ahead =
        static_cast<std::int64_t>(time - static_cast<std::uint32_t>(reference.seconds()));
    if (ahead == half) {
        return Error{Errc::semantics, "the 32-bit time " + std::to_string(time) +
                                          " is equally far before and after " + reference.text()};
    }
    return UtcTime::from_seconds(reference.seconds() + (ahead < half ? ahead : ahead - round));
}

}  // namespace ceremony
