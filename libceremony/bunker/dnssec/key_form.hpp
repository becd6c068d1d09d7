// SPDX-License-Identifier: BSD-3-Clause
//
// key_form.hpp -- the public key field of a DNSKEY, and the key that it holds.
//
// RFC 3110 for RSA, RFC 6605 for P-256 and P-384, RFC 8080 for Ed25519 and Ed448. A
// key has exactly one field: the longer form of the length of an RSA exponent where
// the shorter would do, and leading zeros, are refused.

#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/public_key.hpp"
#include "crypto/verify.hpp"
#include "dns/dnskey.hpp"
#include "dns/numbers.hpp"

namespace ceremony::dnssec {

/// The scheme in which keys of `algorithm` sign.
[[nodiscard]] crypto::Scheme signature_scheme(dns::Algorithm algorithm) noexcept;

/// The key in `field`, the public key field of a DNSKEY of `algorithm`. Errc::syntax,
/// Errc::semantics and Errc::crypto as in crypto/public_key.hpp. Its limits for RSA
/// moduli, 1024 to 4096 bits, are within those of RFC 5702, section 2, for both
/// algorithms.
[[nodiscard]] Result<crypto::PublicKey> read_key_field(dns::Algorithm algorithm, ByteView field);

/// The public key field that holds `key`. Errc::semantics: the key is not of the kind
/// that `algorithm` uses.
[[nodiscard]] Result<Bytes> key_field(dns::Algorithm algorithm, const crypto::PublicKey& key);

}  // namespace ceremony::dnssec
