// SPDX-License-Identifier: BSD-3-Clause
//
// resumed_run.hpp -- an interrupted run that was found to be one, brought to its end: all of
// it undone, or all of it finished. resume.hpp says what is believed, and what is asked.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/journal.hpp"
#include "cooker/keystore.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/settings.hpp"
#include "cooker/transcript.hpp"

namespace ceremony::cooker {

/// Has a person read the lines and answer the question. Errc::refused: the answer is no.
using AskPerson =
    std::function<Outcome(const std::vector<std::string>& lines, const std::string& question)>;

struct ResumedRun {
    const Settings& settings;
    const RecipeFile& recipe;  ///< the one that the journal tells of
    const OutputFiles& files;
    Keystore& keystore;  ///< with the tokens of the journal
    Journal& journal;
    Transcript& transcript;
    AskPerson ask;
};

/// Undoes a run before its commit point. Errc::undo_failed: something is left; the journal stays.
/// REQUIRES: Stage::making; `files.output` is OUTPUT of that run (resume_files.hpp).
[[nodiscard]] Outcome undo_run(const ResumedRun& run);

/// Finishes a run after its commit point: its result must have the hash in the journal, belong
/// to the recipe and be good. Errc::refused, Errc::crypto: it is not, or a person said no;
/// nothing was changed. Else as complete() in commit.hpp.
/// REQUIRES: Stage::destroying or Stage::finishing; the recipe passed the rules and the guard.
[[nodiscard]] Outcome finish_run(const ResumedRun& run);

}  // namespace ceremony::cooker
