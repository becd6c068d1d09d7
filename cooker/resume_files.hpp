// SPDX-License-Identifier: BSD-3-Clause
//
// resume_files.hpp -- the files of an interrupted run: where its journal and the person who
// resumes it say that they are, and whether they are those of that run.
//
// A run that is undone must not leave OUTPUT.part: the DS in it would outlive its key. So the
// file is removed before any key is destroyed, and that it is not there counts only where the
// run would have put it.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/journal.hpp"
#include "cooker/options.hpp"
#include "cooker/recipe_file.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// The files of the run whose journal lies in `folder`; what the command line names is taken
/// instead of what the journal says.
[[nodiscard]] OutputFiles files_of_run(const Options& options,
                                       const std::string& folder,
                                       const JournalBegin& begin);

/// Lines about the files outside of the journal's folder that the journal names, and not the
/// person who resumes: whoever can write a journal could have any file read, removed or written
/// so. None when there are none.
[[nodiscard]] std::vector<std::string> files_elsewhere(const Options& options,
                                                       const OutputFiles& files,
                                                       const JournalBegin& begin);

/// The recipe that the journal tells of: the file `path`, or the copy that was kept when the
/// result took that name. Errc::not_found.
[[nodiscard]] Result<RecipeFile> find_recipe(const std::string& path,
                                             const crypto::Sha256& expected);

/// For a run that is to be undone: `files.output` is OUTPUT of that run. -o may only say where
/// its folder is now, if it is not there any more under the name that the journal has for it.
/// Errc::refused.
[[nodiscard]] Outcome expect_output_of_run(const Options& options,
                                           const OutputFiles& files,
                                           const std::string& folder,
                                           const JournalBegin& begin);

/// Does anything in the folder of OUTPUT show that it is the one that the run wrote to? That the
/// journal lies there does, and so do OUTPUT.part and the transcript of the run. A medium that
/// was taken away may have left the folder that it was mounted on.
[[nodiscard]] bool shows_the_run(const OutputFiles& files,
                                 const std::string& folder,
                                 const JournalBegin& begin);

/// For a run that seems to be before its commit point: no READY was lost to a damaged medium.
/// A last record that cannot be read counts as one if it could be one and the result is there.
/// Errc::refused.
[[nodiscard]] Outcome expect_no_lost_ready(const ReadJournal& journal, const OutputFiles& files);

}  // namespace ceremony::cooker
