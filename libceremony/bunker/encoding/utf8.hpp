// SPDX-License-Identifier: BSD-3-Clause
//
// utf8.hpp -- is this well-formed UTF-8 (RFC 3629; Unicode, table 3-7); and one
// code point written out.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ceremony::encoding {

/// How many octets from the front of `text` are well-formed UTF-8: its size when
/// all are, else the offset of the first octet of the first sequence that is not
/// (overlong, surrogate, beyond U+10FFFF, cut short, stray).
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text) noexcept;

[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    return valid_utf8_prefix(text) == text.size();
}

/// Appends `code_point` in UTF-8. REQUIRES: at most U+10FFFF and not a surrogate.
void append_utf8(std::string& out, std::uint32_t code_point);

/// A code point and how many octets spell it.
struct CodePoint {
    std::uint32_t value = 0;
    std::size_t size = 0;
};

/// The first code point of `text`. REQUIRES: `text` is not empty and is well-formed UTF-8.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

}  // namespace ceremony::encoding
