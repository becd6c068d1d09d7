// SPDX-License-Identifier: BSD-3-Clause
//
// decimal.hpp -- integers read from decimal text, in one spelling only.
//
// Digits, for a signed type with a minus sign in front where the number is below
// zero. No plus sign, no white space, no leading zeros, no "-0".

#pragma once

#include <charconv>
#include <string_view>

#include "base/checked.hpp"
#include "base/quote.hpp"

namespace ceremony {

/// The number that all of `text` spells. Errc::syntax when it spells none,
/// Errc::limit when the number does not fit a T.
template <Integer T>
[[nodiscard]] Result<T> read_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    const bool padded = digits.starts_with('0') && (digits.size() > 1 || negative);
    T number{};
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    if (padded || stop != end || failure == std::errc::invalid_argument) {
        return Error{Errc::syntax, quote(text) + " is not an integer"};
    }
    if (failure != std::errc{}) {
        return Error{Errc::limit, "the number " + quote(text) + " is out of range"};
    }
    return number;
}

}  // namespace ceremony
