// SPDX-License-Identifier: BSD-3-Clause
//
// execution.hpp -- the part of a run that makes things: every action in its order, and the
// same result whatever the order of the file.
//
// Nothing here is irrevocable. Keys are announced in the journal before they are made, so
// that whatever fails, undo.hpp knows what is to be destroyed. Keys that the recipe deletes
// are still there at the end: commit.hpp destroys them when nothing else can fail.

#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "cooked/verified_signatures.hpp"
#include "cooked/zone_keys.hpp"
#include "cooker/bench.hpp"
#include "cooker/journal.hpp"
#include "cooker/key_tags.hpp"
#include "cooker/keystore.hpp"
#include "cooker/summary.hpp"
#include "cooker/transcript.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// Is asked before every action that does anything, and told which; an error ends the run. A
/// signal that came meanwhile is one, and a person who says no.
using Gate = std::function<Outcome(const std::string& next)>;

/// What the actions of a run share.
struct Execution {
    Keystore& keystore;
    Bench& bench;
    KeyTags& tags;
    Journal& journal;
    Transcript& transcript;
    cooked::VerifiedSignatures& verified;
    cooked::ZoneKeys& zone_keys;
    recipe::Recipe& cooked;  ///< the recipe, with what came of it so far

    [[nodiscard]] pkcs11::Token& token_of(const BenchKey& key) const {
        return *keystore.store(key.store).token;
    }
    /// As it stands in the journal.
    [[nodiscard]] JournalKey journal_key(const BenchKey& key) const {
        return {keystore.store(key.store).name, key.name.id, key.name.label};
    }
};

struct Pace {
    Gate gate;
    /// Shows how far a long run is: a line that the next takes the place of. May be empty.
    Sink progress;
    /// Each set alone, so that the gate is asked before each.
    bool one_by_one = false;
    /// Detail::full: the fingerprint of every key, and the records of every set that is told on
    /// the screen.
    Detail detail = Detail::plain;
};

/// Carries out all actions but the destruction of keys. An error leaves what was made, and
/// the journal says what that is.
[[nodiscard]] Outcome execute(const Execution& execution, const Pace& pace);

}  // namespace ceremony::cooker
