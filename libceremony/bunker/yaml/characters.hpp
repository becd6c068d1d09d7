// SPDX-License-Identifier: BSD-3-Clause
//
// characters.hpp -- which characters a text may hold, whatever stands around them.
//
// The printable characters of YAML 1.2.2, section 5.1, without those that parsers
// take in two ways: byte order mark, carriage return, and the three that end a
// line in YAML 1.1 only. Behind this check an LF ends a line and nothing else does.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ceremony::yaml {

/// A character that is refused: the offset of its first octet, and why.
struct BadCharacter {
    std::size_t offset = 0;
    std::string_view what;
};

/// The first character of `text` that is refused; nothing when all are good.
[[nodiscard]] std::optional<BadCharacter> find_bad_character(std::string_view text) noexcept;

}  // namespace ceremony::yaml
