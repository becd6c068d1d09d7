// SPDX-License-Identifier: BSD-3-Clause
//
// keypair.hpp -- making keys on a token: generated, or a public half stored; read back and
// compared with what was asked for before anyone sees them.

#pragma once

#include "base/result.hpp"
#include "pkcs11/enumerate.hpp"
#include "pkcs11/session.hpp"
#include "pkcs11/template.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::pkcs11 {

struct NewPairOfEntries {
    Entry private_half;
    Entry public_half;
};

/// The attributes of the private half of `wanted`, every one that matters stated.
[[nodiscard]] Template private_template(const NewKeyPair& wanted,
                                        Lifetime lifetime,
                                        const Omissions& omissions);
/// The attributes of its public half, without those that hold the key.
[[nodiscard]] Template public_template(const NewKeyPair& wanted,
                                       Lifetime lifetime,
                                       const Omissions& omissions);

/// C_GenerateKeyPair. Both halves are read back and must be as `wanted`: kind, size, ID,
/// label, sensitive, extractable, use. Errc::token when not; then both are destroyed.
[[nodiscard]] Result<NewPairOfEntries> generate_key_pair(const Session& session,
                                                         const NewKeyPair& wanted,
                                                         Lifetime lifetime,
                                                         const Omissions& omissions);

/// C_CreateObject of an RSA key that may wrap and nothing else; read back and compared.
[[nodiscard]] Result<Entry> create_wrapping_key(const Session& session,
                                                const NewPublicKey& wanted,
                                                const Omissions& omissions);

/// C_CreateObject of the public half of `wanted`, which is `key`; read back and compared.
[[nodiscard]] Result<Entry> create_public_half(const Session& session,
                                               const NewKeyPair& wanted,
                                               const PublicKey& key,
                                               const Omissions& omissions);

/// Errc::token unless a private half is as `wanted`: kind, ID, label, sensitive,
/// extractable, use.
[[nodiscard]] Outcome expect_private_half(const Object& object,
                                          const NewKeyPair& wanted,
                                          Lifetime lifetime);

/// Destroys a new object that is not wanted because of `reason`. The error to return: the
/// reason, and when the object could not be destroyed, as Errc::undo_failed, that too.
[[nodiscard]] Error discard(Temporary& object, Error reason);

}  // namespace ceremony::pkcs11
