// SPDX-License-Identifier: BSD-3-Clause
//
// verify.hpp -- is this the signature of these octets by this key?
//
// The second, independent code path: what a token signed is believed only after
// OpenSSL has verified it. Signatures are raw, as DNSSEC and JWS write them.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/public_key.hpp"

namespace ceremony::crypto {

/// A signature scheme: an algorithm, its hash and its encoding.
enum class Scheme : std::uint8_t {
    rsa_sha256,         ///< RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2), as long as the modulus
    rsa_sha512,         ///< the same with SHA-512
    ecdsa_p256_sha256,  ///< r | s (RFC 6605, section 4), 64 octets
    ecdsa_p384_sha384,  ///< r | s, 96 octets
    ed25519,            ///< RFC 8032, section 5.1, without context; 64 octets
    ed448               ///< RFC 8032, section 5.2, with the empty context; 114 octets
};

/// The kind of key that `scheme` needs.
[[nodiscard]] KeyKind key_kind(Scheme scheme) noexcept;

/// Success when `signature` is the signature of `message` by `key`. Errc::semantics:
/// the key is not of the kind that the scheme needs. Errc::crypto: anything else
/// than a valid signature; one of a wrong length, and an ECDSA signature with a number
/// that is 0 or not below the order of the curve, never reach OpenSSL. May run on
/// several threads at once.
[[nodiscard]] Outcome verify(Scheme scheme,
                             const PublicKey& key,
                             ByteView message,
                             ByteView signature);

}  // namespace ceremony::crypto
