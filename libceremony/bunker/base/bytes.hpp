// SPDX-License-Identifier: BSD-3-Clause
//
// bytes.hpp -- octets: owned, borrowed, and seen as text.
//
// The two reinterpret_casts between char and octet are here and nowhere else.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ceremony {

using Byte = std::uint8_t;
/// Octets that are owned.
using Bytes = std::vector<Byte>;
/// Octets that are borrowed: valid as long as their owner neither changes nor ends.
using ByteView = std::span<const Byte>;

/// The octets of `text`, borrowed.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) noexcept {
    // char and octet have one representation.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}

/// `octets` seen as text, borrowed; no claim is made about their encoding.
[[nodiscard]] inline std::string_view as_text(ByteView octets) noexcept {
    // char and octet have one representation.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// Appends `more` to `octets`.
inline void append(Bytes& octets, ByteView more) {
    octets.insert(octets.end(), more.begin(), more.end());
}

}  // namespace ceremony
