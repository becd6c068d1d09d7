// SPDX-License-Identifier: BSD-3-Clause
//
// edwards.hpp -- do these octets encode a point of Ed25519 or Ed448 that can be a key?
//
// OpenSSL takes any octets of the right length for a public key. This file looks
// closer, because a key of small order is worse than none: whoever knows nothing
// makes a signature for any message that verifies with it.

#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony::crypto {

/// Whether the 32 octets in `encoded` decode as RFC 8032, section 5.1.3, says (y below
/// the prime, x exists) and the point is not one of the eight of small order.
/// Errc::crypto when not. REQUIRES: 32 octets.
[[nodiscard]] Outcome check_ed25519_point(ByteView encoded);

/// The same for 57 octets, RFC 8032, section 5.2.3, and the four points of small
/// order of Ed448. REQUIRES: 57 octets.
[[nodiscard]] Outcome check_ed448_point(ByteView encoded);

}  // namespace ceremony::crypto
