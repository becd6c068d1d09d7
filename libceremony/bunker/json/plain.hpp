// SPDX-License-Identifier: BSD-3-Clause
//
// plain.hpp -- the octets that stand for themselves in a JSON text, read and
// written. For parse.cpp and print.cpp only.
//
// Nearly all of a recipe is such octets, so they are looked at eight at a time.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ceremony::json {

/// Printable ASCII (0x20 to 0x7e) but the quote and the backslash.
[[nodiscard]] inline bool is_plain(char character) noexcept {
    return character >= 0x20 && character <= 0x7e && character != '"' && character != '\\';
}

/// The eight octets of `text` from `position` on, the first in the lowest bits: one
/// load where the machine has them in that order. REQUIRES: they are there.
[[nodiscard]] inline std::uint64_t eight_octets(std::string_view text,
                                                std::size_t position) noexcept {
    std::array<unsigned char, 8> octets{};
    std::memcpy(octets.data(), text.substr(position, 8).data(), 8);
    return std::uint64_t{octets[0]} | std::uint64_t{octets[1]} << 8U |
           std::uint64_t{octets[2]} << 16U | std::uint64_t{octets[3]} << 24U |
           std::uint64_t{octets[4]} << 32U | std::uint64_t{octets[5]} << 40U |
           std::uint64_t{octets[6]} << 48U | std::uint64_t{octets[7]} << 56U;
}

/// How many octets of `text` from `position` on are plain, up to the first that is not.
[[nodiscard]] inline std::size_t plain_size(std::string_view text, std::size_t position) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t high_bits = 0x80 * ones;
    const std::size_t start = position;
    for (; text.size() - position >= 8; position += 8) {
        const std::uint64_t word = eight_octets(text, position);
        // The high bit of an octet becomes set when it is 0x80 or more, 0x7f, below
        // 0x20, a quote, a backslash. A carry or borrow out of such an octet can set
        // it in those behind, never before: the lowest is right.
        const std::uint64_t other = (word | (word + ones) | (word - 0x20 * ones) |
                                     ((word ^ '"' * ones) - ones) | ((word ^ '\\' * ones) - ones)) &
                                    high_bits;
        if (other != 0) {
            return position - start + static_cast<std::size_t>(std::countr_zero(other)) / 8;
        }
    }
    while (position < text.size() && is_plain(text[position])) {
        ++position;
    }
    return position - start;
}

}  // namespace ceremony::json
