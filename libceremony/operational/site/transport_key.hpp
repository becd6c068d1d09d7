// SPDX-License-Identifier: BSD-3-Clause
//
// transport_key.hpp -- the RSA key that ZSKs travel under to this site.

#pragma once

#include "base/result.hpp"
#include "crypto/public_key.hpp"
#include "pkcs11/token.hpp"
#include "policy/policy.hpp"

namespace ceremony::site {

/// The public half of the key on the token with the label, and the ID if there is one, of `key`;
/// it is generated, not extractable, when there is none. It has been looked at thoroughly.
/// Errc::refused: what has the name cannot unwrap. Else errors of the token.
[[nodiscard]] Result<crypto::PublicKey> find_or_make_transport_key(pkcs11::Token& token,
                                                                   const policy::TransportKey& key);

}  // namespace ceremony::site
