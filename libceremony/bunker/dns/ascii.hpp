// SPDX-License-Identifier: BSD-3-Clause
//
// ascii.hpp -- letter case as the DNS sees it: A to Z equal a to z, nothing else does.
//
// RFC 4343: the comparison is of octets, whatever the locale.

#pragma once

#include <algorithm>
#include <string_view>

#include "base/bytes.hpp"

namespace ceremony::dns {

[[nodiscard]] constexpr Byte lower_case(Byte octet) noexcept {
    return octet >= 'A' && octet <= 'Z' ? static_cast<Byte>(octet - 'A' + 'a') : octet;
}

[[nodiscard]] inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(as_bytes(a), as_bytes(b), {}, lower_case, lower_case);
}

}  // namespace ceremony::dns
