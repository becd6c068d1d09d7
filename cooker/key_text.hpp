// SPDX-License-Identifier: BSD-3-Clause
//
// key_text.hpp -- keys of a recipe as people read them.
//
// One line each, untrusted parts quoted.

#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "cooker/guard.hpp"
#include "recipe/key_use.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// "ID 0a0b "label"", with " on "vault"" when it is not in the default repository.
[[nodiscard]] std::string key_text(const recipe::KeyName& name);
/// "KSK of algorithm 13, ID 0a0b "label""
[[nodiscard]] std::string key_text(const recipe::KeyReference& key);
/// "ZSK 09148 of algorithm 13 from "request.ksr""
[[nodiscard]] std::string key_text(const recipe::DirectKey& key);
[[nodiscard]] std::string key_text(const recipe::KeysetKey& key);

/// The modulus of an RSA public key field in bits; 0 when it has none.
[[nodiscard]] std::uint16_t rsa_bits_of(ByteView key_field);

/// The SHA-256 of a public key field. Errc::internal.
[[nodiscard]] Result<Sha256> fingerprint_of(ByteView key_field);
/// "sha256:" and the digits, as the configuration has it.
[[nodiscard]] std::string fingerprint_text(const Sha256& fingerprint);

}  // namespace ceremony::cooker
