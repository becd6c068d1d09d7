// SPDX-License-Identifier: BSD-3-Clause
//
// key_forms.hpp -- a key of a plan as the actions of a recipe name it.

#pragma once

#include <string>

#include "base/result.hpp"
#include "recipe/recipe.hpp"
#include "timeline/model.hpp"

namespace ceremony::plan {

/// Has the key the REVOKE bit where it stands?
enum class Revoked : std::uint8_t {
    no,
    yes
};

/// The repository of a key of the bunker.
[[nodiscard]] std::string store_of(const timeline::Key& key);

/// "KSK 12345 of nl.", for messages; the label stands for a tag that is not known.
[[nodiscard]] std::string describe(const timeline::Key& key);

/// A key of the bunker, by its ID. Errc::semantics when it has none or is held by somebody else.
[[nodiscard]] Result<recipe::KeyReference> reference(const timeline::Key& key,
                                                     Revoked revoked = Revoked::no);

/// A key of the bunker by reference, any other in full. Errc::semantics as above, and for a key
/// of somebody else whose public key is not known.
[[nodiscard]] Result<recipe::KeysetKey> keyset_key(const timeline::Key& key,
                                                   Revoked revoked = Revoked::no);

/// Has it the REVOKE bit?
[[nodiscard]] bool is_revoked(const recipe::KeysetKey& key);

}  // namespace ceremony::plan
