// SPDX-License-Identifier: BSD-3-Clause
//
// checked.hpp -- integer conversions and arithmetic that fail instead of wrapping.

#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "base/result.hpp"

namespace ceremony {

/// An integer type in the sense of arithmetic: not bool and not a character.
template <typename T>
concept Integer =
    std::integral<T> && !std::same_as<std::remove_cv_t<T>, bool> &&
    !std::same_as<std::remove_cv_t<T>, char> && !std::same_as<std::remove_cv_t<T>, wchar_t> &&
    !std::same_as<std::remove_cv_t<T>, char8_t> && !std::same_as<std::remove_cv_t<T>, char16_t> &&
    !std::same_as<std::remove_cv_t<T>, char32_t>;

/// `from` as a `To`. Errc::limit when it does not fit.
template <Integer To, Integer From>
[[nodiscard]] constexpr Result<To> narrow(From from) {
    if (!std::in_range<To>(from)) {
        return Error{Errc::limit, "the number " + std::to_string(from) + " is out of range"};
    }
    return static_cast<To>(from);
}

/// a + b. Errc::limit when the sum does not fit.
template <Integer T>
[[nodiscard]] constexpr Result<T> checked_add(T a, T b) {
    T sum{};
    if (__builtin_add_overflow(a, b, &sum)) {
        return Error{Errc::limit, "the sum of two numbers is out of range"};
    }
    return sum;
}

/// a * b. Errc::limit when the product does not fit.
template <Integer T>
[[nodiscard]] constexpr Result<T> checked_multiply(T a, T b) {
    T product{};
    if (__builtin_mul_overflow(a, b, &product)) {
        return Error{Errc::limit, "the product of two numbers is out of range"};
    }
    return product;
}

}  // namespace ceremony
