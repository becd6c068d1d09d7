// SPDX-License-Identifier: BSD-3-Clause
//
// doomed_keys.hpp -- the keys that a recipe deletes: what its journal says of each, and what
// there is of each, for the person who decides.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cooker/bench.hpp"
#include "cooker/journal.hpp"
#include "cooker/keystore.hpp"

namespace ceremony::cooker {

/// Each deleteKey, in the order of the file.
[[nodiscard]] std::vector<recipe::KeyUse> deletions(const Bench& bench);

/// As the recipe names the key, which is the same in every run. None when its token is not open.
[[nodiscard]] std::optional<JournalKey> doomed_key(const recipe::KeyUse& use,
                                                   const Keystore& keystore);

/// What a journal says of one deletion: the last of its records, null when there is none. They
/// are in the journal, and go when it changes.
struct RecordedDeletion {
    const Deleting* deleting = nullptr;
    const Deleted* deleted = nullptr;
};

[[nodiscard]] RecordedDeletion recorded_deletion(const JournalContents& journal,
                                                 const JournalKey& key);

/// Each key that is still to be destroyed, in lines: what its token has of it, its tag and its
/// DS; none when there is no such key.
[[nodiscard]] std::vector<std::string> keys_to_destroy(const JournalContents& journal,
                                                       const Keystore& keystore,
                                                       const Bench& bench);

}  // namespace ceremony::cooker
