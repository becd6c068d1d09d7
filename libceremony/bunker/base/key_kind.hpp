// SPDX-License-Identifier: BSD-3-Clause
//
// key_kind.hpp -- the kinds of keys that can sign a zone.
//
// It stands here because those who make keys and those who verify with them do not
// see each other: a kind is all that they have in common.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

namespace ceremony {

enum class KeyKind : std::uint8_t {
    rsa,
    p256,
    p384,
    ed25519,
    ed448,
};

/// The public exponent of RSA keys that are made here: 65537, the fourth Fermat number, which
/// everything supports. RFC 3110 has no favourite.
inline constexpr std::array<Byte, 3> usual_rsa_exponent = {0x01, 0x00, 0x01};

/// "RSA", "P-256", "P-384", "Ed25519", "Ed448".
[[nodiscard]] std::string_view to_string(KeyKind kind) noexcept;

/// The length of a point as DNSSEC writes it: x | y of P-256 and P-384 (RFC 6605,
/// section 4), the encoding of RFC 8032 of Ed25519 and Ed448. 0 for RSA.
[[nodiscard]] std::size_t point_size(KeyKind kind) noexcept;

}  // namespace ceremony
