// SPDX-License-Identifier: BSD-3-Clause
//
// unwrap.hpp -- a wrapped private key into a token: the way back of wrap.hpp.

#pragma once

#include "base/result.hpp"
#include "pkcs11/enumerate.hpp"
#include "pkcs11/keypair.hpp"
#include "pkcs11/mechanisms.hpp"
#include "pkcs11/object_index.hpp"
#include "pkcs11/session.hpp"
#include "pkcs11/template.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::pkcs11 {

/// What is to be unwrapped, with what, into what; borrowed for one call.
struct UnwrapTask {
    const WrappedKey& wrapped;
    EntryPair unwrapping_key;
    const NewKeyPair& wanted;
    const PublicKey& public_key;
};

/// Unwraps the private half as a token object and stores the public half beside it. Both
/// are read back and must be as wanted. Errc::refused: the RSA key is another one.
/// Errc::syntax: the blob is too short. An error leaves neither half, or says that it does.
[[nodiscard]] Result<NewPairOfEntries> unwrap_key_pair(const Session& session,
                                                       const Mechanisms& mechanisms,
                                                       const UnwrapTask& task,
                                                       const Omissions& omissions);

}  // namespace ceremony::pkcs11
