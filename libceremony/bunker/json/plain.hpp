// SPDX-License-Identifier: BSD-3-Clause
//
// plain.hpp -- the octets that stand for themselves in a JSON text, read and
// written. For parse.cpp and print.cpp only.
//
// Nearly all of a recipe is such octets, so they are looked at eight at a time.

#pragma once

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

/// REQUIRES: eight octets are there. Those of `text` at `position`, the first in the
/// lowest bits whatever the byte order of the machine.
[[nodiscard]] inline std::uint64_t eight_octets(std::string_view text,
                                                std::size_t position) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, text.substr(position, sizeof word).data(), sizeof word);
    return std::endian::native == std::endian::big ? __builtin_bswap64(word) : word;
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
