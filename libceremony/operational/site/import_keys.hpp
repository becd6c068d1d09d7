// SPDX-License-Identifier: BSD-3-Clause
//
// import_keys.hpp -- the private keys that a ceremony made for this site: unwrapped on its token.

#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "keysets/from_cooked.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::site {

/// What became of one of them.
enum class Arrival : std::uint8_t {
    imported,
    present,   ///< it was there already
    elsewhere  ///< it was wrapped for another site, too
};

/// Unwraps each of `keys` whose transport key is on the token, as a key that signs and can not be
/// extracted, under the ID and the label that the recipe has for it, with its public half. Each,
/// also one that was there already, then makes a signature that verifies with the public key of the
/// recipe. What came of each, in their order.
///
/// All or nothing: after an error no key is there that was not there before, or it is
/// Errc::undo_failed and says which. What a run left behind that was killed makes no difference.
/// Errc::refused: a key with the ID or the label is there and is another one, or a key was wrapped
/// for other sites only. Errc::syntax, Errc::semantics: a key that no recipe could have been cooked
/// with. Errc::crypto: a private key is not that of its public key. Else errors of the token.
[[nodiscard]] Result<std::vector<Arrival>> import_keys(
    pkcs11::Token& token, const std::vector<keysets::ExportedKey>& keys);

}  // namespace ceremony::site
