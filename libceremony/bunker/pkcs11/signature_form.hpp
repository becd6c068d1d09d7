// SPDX-License-Identifier: BSD-3-Clause
//
// signature_form.hpp -- signatures as tokens return them, to the one form that leaves pkcs11/.

#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::pkcs11 {

/// The length that a signature with `key` has in the end: the modulus; r | s, twice the
/// field; RFC 8032, sections 5.1.6 and 5.2.6.
[[nodiscard]] std::size_t signature_size(const PublicKey& key) noexcept;

/// `signature` at its full length. RSA: leading zeros that the token left out are put
/// back. ECDSA: r | s of full length is taken as it is; else the SEQUENCE of two INTEGERs
/// of X9.62 and halves of equal, shorter length are read. EdDSA has one form only.
/// Errc::token: it is none of these.
[[nodiscard]] Result<Bytes> normalise_signature(const PublicKey& key, ByteView signature);

}  // namespace ceremony::pkcs11
