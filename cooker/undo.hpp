// SPDX-License-Identifier: BSD-3-Clause
//
// undo.hpp -- the keys that an unfinished run made are destroyed; nothing else ever is.
//
// The journal says what was made, but a journal is only a file on a stick. A key is therefore
// destroyed only if all of this holds:
// - the recipe with the hash in the journal makes a key of this ID in this repository;
// - none of its objects was there when the run began;
// - its public key is the one that the journal noted; where nothing was noted, because the
//   run ended in that moment, it has at least the ID that was announced;
// - the guard does not protect it.
// Whatever is left is told, and the journal stays.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/bench.hpp"
#include "cooker/guard.hpp"
#include "cooker/journal.hpp"
#include "cooker/keystore.hpp"
#include "cooker/transcript.hpp"

namespace ceremony::cooker {

/// Is shown a key, some lines about it, before it is destroyed. An error keeps it.
using BeforeDestroying = std::function<Outcome(const std::vector<std::string>& lines)>;

struct Undoing {
    const Bench& bench;  ///< of the recipe whose hash stands in the journal
    const Guard& guard;
    Keystore& keystore;
    const JournalContents& journal;
    Transcript& transcript;
    BeforeDestroying ask;  ///< may be empty
};

/// Destroys what the journal says was made, the last first, and looks at every token again:
/// success means that all objects are those that were there when the run began. All is
/// tried, also when the transcript cannot be written. Errc::undo_failed when something is
/// left or differs; the transcript tells what.
/// REQUIRES: the journal is at Stage::making.
[[nodiscard]] Outcome undo_keys(const Undoing& undoing);

}  // namespace ceremony::cooker
