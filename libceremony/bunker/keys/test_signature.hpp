// SPDX-License-Identifier: BSD-3-Clause
//
// test_signature.hpp -- do the two halves of a key pair belong together, and do they work?

#pragma once

#include "base/result.hpp"
#include "crypto/verify.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::keys {

/// Has the token sign a text that is no DNS data, and OpenSSL verify it with the public key
/// of the pair. Errc::crypto: it does not verify. Else the errors of Token::sign().
[[nodiscard]] Outcome test_signature(pkcs11::Token& token,
                                     const pkcs11::KeyName& name,
                                     crypto::Scheme scheme);

}  // namespace ceremony::keys
