// SPDX-License-Identifier: BSD-3-Clause
//
// interrupted_run.hpp -- the journal of a run that was interrupted before its first change.

#pragma once

#include <filesystem>

#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {

/// Makes a key and signs a set with it.
inline recipe::Recipe simple() {
    const auto ksk = key("ksk");
    return recipe_of({generate(ksk), produce({ksk}, {ksk})});
}

/// A journal as a run begins it, on the token as it is.
inline cooker::JournalBegin begin_for(Bunker& bunker, const recipe::Recipe& recipe) {
    Rig rig(bunker, recipe);
    cooker::JournalBegin begin = rig.journal->contents().begin();
    std::filesystem::remove(rig.files.journal());
    begin.recipe_name = "recipe.json";
    begin.output_name = "recipe.json";
    begin.transcript_name = "transcript.txt";
    begin.config = rig.settings->sha256;
    return begin;
}

/// Writes recipe.json.journal with nothing but its beginning.
inline cooker::Journal write_journal(Bunker& bunker, const cooker::JournalBegin& begin) {
    return must(cooker::Journal::begin(bunker.folder / "recipe.json.journal", begin));
}

}  // namespace ceremony::test
