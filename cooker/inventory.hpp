// SPDX-License-Identifier: BSD-3-Clause
//
// inventory.hpp -- what is on a token, by fingerprints: to see that nothing changed but what
// was meant to.
//
// Objects that live only as long as a session do not count: they are gone with it.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "cooker/journal.hpp"
#include "crypto/digest.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::cooker {

/// The SHA-256 of everything that the token tells of an object: class, kind, ID, label,
/// public key, and what may be done with it. Two objects that are alike have one.
[[nodiscard]] Result<crypto::Sha256> fingerprint(const pkcs11::Object& object);

/// Those of the objects on the token, sorted, one for each object.
[[nodiscard]] Result<std::vector<crypto::Sha256>> fingerprints(
    const std::vector<pkcs11::Object>& objects);

/// What differs between a token then and now.
struct InventoryChange {
    std::vector<pkcs11::Object> appeared;
    std::vector<crypto::Sha256> vanished;

    [[nodiscard]] bool is_none() const noexcept { return appeared.empty() && vanished.empty(); }
};

/// From the fingerprints `before`, sorted, to the objects there are `now`.
[[nodiscard]] Result<InventoryChange> inventory_change(const std::vector<crypto::Sha256>& before,
                                                       const std::vector<pkcs11::Object>& now);

/// What of `change` in `repository` the journal does not account for, one line each for a
/// person; none when it is exactly what was done:
/// - of each key that was made, a public half, and when it was generated a private half;
/// - each object of a key that was destroyed is gone; of one whose destruction failed some
///   may be gone.
[[nodiscard]] std::vector<std::string> unexplained(const InventoryChange& change,
                                                   const JournalContents& journal,
                                                   std::string_view repository);

}  // namespace ceremony::cooker
