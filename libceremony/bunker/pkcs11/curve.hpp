// SPDX-License-Identifier: BSD-3-Clause
//
// curve.hpp -- curves and points as tokens spell them, to one form and back.
//
// PKCS #11 wants CKA_EC_POINT to be a DER OCTET STRING; tokens also give the bare
// point or a BIT STRING. Which one it is follows from its length for the curve
// and only then from its first octets: a bare point may begin like a header.

#pragma once

#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::pkcs11 {

/// The spellings of CKA_EC_PARAMS for a curve, the one to try first in front: its object
/// identifier (RFC 5480, section 2.1.1.1; RFC 8410, section 3), then for Ed25519 and Ed448
/// the name as PrintableString (PKCS #11 v3.0, section 2.3.5). Empty for RSA.
[[nodiscard]] std::vector<Bytes> curve_parameters(KeyKind kind);

/// The curve that `parameters` spell; absent for any other.
[[nodiscard]] std::optional<KeyKind> curve_of(ByteView parameters);

/// PublicKey::point from CKA_EC_POINT. Of P-256 and P-384 only the uncompressed form is
/// read. Errc::token: it is none of the forms.
[[nodiscard]] Result<Bytes> read_point(KeyKind kind, ByteView value);

/// CKA_EC_POINT from PublicKey::point: a DER OCTET STRING.
[[nodiscard]] Bytes write_point(const PublicKey& key);

}  // namespace ceremony::pkcs11
