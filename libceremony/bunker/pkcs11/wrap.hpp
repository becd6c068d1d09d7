// SPDX-License-Identifier: BSD-3-Clause
//
// wrap.hpp -- a private key out of a token, wrapped with an RSA key.
//
// The format is that of CKM_RSA_AES_KEY_WRAP whichever way the token takes: the
// RSA-OAEP encryption of an AES-256 key, then the RFC 5649 wrapping of PKCS #8.

#pragma once

#include <string_view>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/enumerate.hpp"
#include "pkcs11/mechanisms.hpp"
#include "pkcs11/session.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::pkcs11 {

/// The parameters of RSA-OAEP with `hash`, MGF1 with the same, no label (RFC 8017, 7.1).
[[nodiscard]] CK_RSA_PKCS_OAEP_PARAMS oaep_parameters(OaepHash hash) noexcept;

/// The mechanism that wraps or unwraps (`use` is CKF_WRAP or CKF_UNWRAP) as RFC 5649 says:
/// CKM_AES_KEY_WRAP_KWP, whose name means nothing else, or else CKM_AES_KEY_WRAP_PAD.
/// Errc::semantics: the token offers neither.
[[nodiscard]] Result<Mechanism> key_wrap_mechanism(const Mechanisms& mechanisms, CK_FLAGS use);

/// Wraps `key` with the RSA key `wrapping_key`. OAEP is done with SHA-256, and with SHA-1 where
/// the token does not accept that. Errc::token: among others, the token cannot wrap the
/// key. Errc::semantics: the token offers no way.
[[nodiscard]] Result<WrappedKey> wrap_key(const Session& session,
                                          const Mechanisms& mechanisms,
                                          const Entry& key,
                                          const Entry& wrapping_key);

}  // namespace ceremony::pkcs11
