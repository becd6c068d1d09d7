// SPDX-License-Identifier: BSD-3-Clause
//
// attestation.hpp -- the key on a token that signs for the bunker, and nothing else.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "cooked/manifest.hpp"
#include "cooker/keystore.hpp"
#include "cooker/settings.hpp"
#include "jws/pinned_key.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::cooker {

/// The key that attests, found.
struct AttestPair {
    std::size_t store = 0;
    pkcs11::KeyName name;  ///< with its public key
    jws::PinnedKey pinned;
};

/// The one key pair with the label of `key`. P-256 signs with ES256, RSA with RS256, Ed25519
/// and Ed448 with EdDSA. Errc::not_found, Errc::refused as find_key_pair(); Errc::semantics:
/// another kind of key.
[[nodiscard]] Result<AttestPair> find_attest_key(const AttestKey& key, const Keystore& keystore);

/// The text of the attestation of `manifest`, signed on the token and verified. Errors as of
/// Token::sign() and cooked::attest().
[[nodiscard]] Result<std::string> attest_on_token(const cooked::Manifest& manifest,
                                                  const AttestPair& pair,
                                                  Keystore& keystore);

}  // namespace ceremony::cooker
