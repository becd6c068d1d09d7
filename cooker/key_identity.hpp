// SPDX-License-Identifier: BSD-3-Clause
//
// key_identity.hpp -- which key that is on a token, by what people know keys by: its hash, its
// tags, its DS records; whatever a recipe calls it.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/summary.hpp"
#include "dns/name.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::cooker {

/// Lines about a public key: the SHA-256 of its key field; for each algorithm that it fits, its
/// tag as a KSK and as a ZSK, and the DS records of the KSK in `zones`. Of RSA keys the
/// algorithm 10 only in full. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> identity_lines(const pkcs11::PublicKey& key,
                                                              const std::vector<dns::Name>& zones,
                                                              Detail detail);

/// Lines about the key that these objects are halves of: each object, and in full the identity
/// of the public key that one of them shows. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> key_lines(const std::vector<pkcs11::Object>& halves,
                                                         const std::vector<dns::Name>& zones);

}  // namespace ceremony::cooker
