// SPDX-License-Identifier: BSD-3-Clause
//
// public_key.hpp -- a public key that has been looked at: RSA, P-256, P-384, Ed25519, Ed448.
//
// A PublicKey exists only when its octets are the one encoding of a key that can
// be used: no leading zeros, sizes within the limits, points on their curve. What
// cannot be seen from a public key is not claimed: an RSA modulus may still have
// been made badly (check_thoroughly() finds a part of that). A PublicKey may be
// read by several threads at once.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/key_kind.hpp"
#include "base/result.hpp"

namespace ceremony::crypto {

/// Also called crypto::KeyKind, as the keys of it are crypto::PublicKey.
using ceremony::KeyKind;

/// Of an RSA modulus. Below, keys can be broken; above, neither DNSSEC (RFC 5702,
/// section 2) nor tokens go.
inline constexpr std::size_t rsa_min_bits = 1024;
inline constexpr std::size_t rsa_max_bits = 4096;
/// Of an RSA public exponent: OpenSSL verifies with no longer one when the modulus
/// is beyond 3072 bits. In practice it is 65537 (17 bits), rarely 3 or 2^32 + 1.
inline constexpr std::size_t rsa_max_exponent_bits = 64;

struct NativeKey;  // native_key.hpp: of use in crypto/ only

class PublicKey {
public:
    /// An RSA key; both numbers big-endian. Errc::syntax: a number is empty or begins
    /// with a zero octet. Errc::semantics: the modulus is even or beyond the limits; the
    /// exponent is even, below 3, or too long.
    [[nodiscard]] static Result<PublicKey> from_rsa(ByteView modulus, ByteView exponent);

    /// A key on a curve: point_size(kind) octets. Errc::syntax: another length.
    /// Errc::crypto: the octets are no point of the curve, or (Ed25519, Ed448) not its
    /// one encoding or a point of small order. Errc::internal: `kind` is rsa.
    [[nodiscard]] static Result<PublicKey> from_point(KeyKind kind, ByteView point);

    /// The same from a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in DER: RSA with
    /// rsaEncryption, curves by name with uncompressed points. Errc::syntax: not that, a
    /// point that is not on its curve, or octets left over. Errc::semantics: another kind
    /// of key. Errc::crypto: the point at infinity. Else as above.
    [[nodiscard]] static Result<PublicKey> from_der(ByteView der);
    /// The same in PEM (RFC 7468, section 13): one block "PUBLIC KEY", with nothing but
    /// white space after it and nothing before it.
    [[nodiscard]] static Result<PublicKey> from_pem(std::string_view pem);

    /// The SubjectPublicKeyInfo. Errc::internal: OpenSSL had no memory.
    [[nodiscard]] Result<Bytes> to_der() const;
    /// The same in PEM: lines of 64 characters, LF, an LF at the end.
    [[nodiscard]] Result<std::string> to_pem() const;

    [[nodiscard]] KeyKind kind() const noexcept;
    /// Of an RSA key, big-endian, borrowed; empty for other kinds.
    [[nodiscard]] ByteView modulus() const noexcept;
    [[nodiscard]] ByteView exponent() const noexcept;
    /// The length of the modulus in bits; 0 for other kinds.
    [[nodiscard]] std::size_t modulus_bits() const noexcept;
    /// Of a key on a curve, as in from_point, borrowed; empty for RSA.
    [[nodiscard]] ByteView point() const noexcept;

    /// A closer look at a key that was just made, in milliseconds instead of
    /// microseconds: an RSA modulus has no small factor and is neither a prime nor a
    /// power of one (SP 800-56B, section 6.4.2.2), a point of P-256 and P-384 has the order
    /// of the curve; of Ed25519 and Ed448 nothing is left to check. Errc::crypto when not so.
    [[nodiscard]] Outcome check_thoroughly() const;

    [[nodiscard]] const NativeKey& native() const noexcept { return *native_; }

    friend bool operator==(const PublicKey& left, const PublicKey& right) noexcept;

private:
    explicit PublicKey(std::shared_ptr<const NativeKey> native) noexcept;

    std::shared_ptr<const NativeKey> native_;  // null in a PublicKey that was moved from
};

}  // namespace ceremony::crypto
