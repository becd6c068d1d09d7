// SPDX-License-Identifier: BSD-3-Clause
//
// start.hpp -- phase 0 of a run: what it is made of, each file read once, all of it named in
// the transcript; and the end of a run, whatever it is.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_lock.hpp"
#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/settings.hpp"
#include "cooker/transcript.hpp"
#include "crypto/digest.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooker {

/// What a run has after phase 0.
struct RunStart {
    Settings settings;
    RecipeFile recipe;
    OutputFiles files;
    crypto::Sha256 program{};  ///< of the running binary
    FileLock lock;             ///< on the folder of the journal: one run at a time
};

/// The files that the command line asks for.
[[nodiscard]] OutputFiles files_of(const Options& options);

/// "cooker resume -c cooker.yaml recipe.json.journal", for a shell; without -c when `config` is
/// empty. A configuration that lies beside the journal is not taken there without being named.
[[nodiscard]] std::string resume_command(const std::string& config, const std::string& journal);

/// Takes the lock on the folder of journals. Errc::busy: another run is active. Errc::refused:
/// one was interrupted, and only `resume` may follow, as the hint says, which names `config`. A
/// journal that has END and lost power before it got its last name gets it.
[[nodiscard]] Result<FileLock> lock_folder(const std::string& folder, const std::string& config);

/// Makes the file of a transcript in `folder` under the name of transcript_name(). Errors as of
/// Transcript::open_free().
[[nodiscard]] Outcome open_new_transcript(const std::string& folder,
                                          const std::optional<CeremonyName>& ceremony,
                                          Transcript& transcript);

/// How every transcript begins: tell_program() speaks first.
inline constexpr std::string_view transcript_beginning = "cooker ";

/// Says which program this is, and what in the environment could have changed it.
[[nodiscard]] Result<crypto::Sha256> tell_program(const Program& program, Transcript& transcript);
/// Says which configuration, and what in it people should know.
[[nodiscard]] Outcome tell_settings(const Settings& settings, Transcript& transcript);

/// Phase 0. The transcript has its file once the recipe could be read, be it understood or
/// not. Another run at work, a wrong configuration or none, and a recipe that is not there
/// leave nothing to write down.
[[nodiscard]] Result<RunStart> start(const Options& options,
                                     const Program& program,
                                     Transcript& transcript);

/// Says every problem, with its place in `document`; Errc::refused when there was one.
[[nodiscard]] Outcome tell_problems(const std::vector<recipe::Violation>& problems,
                                    const json::Document& document,
                                    Transcript& transcript);

/// What a run that succeeded has come to.
enum class Conclusion : std::uint8_t {
    checked,  ///< nothing was changed
    done,
    undone  ///< by `resume`
};

/// The end of a run: says in one line how it ended, "Done.", "Done, but something is left.",
/// "Undone.", "Checked." or "Not done.", and finishes the transcript; when a run failed before
/// there was one, its error says enough. The error of the run; else, when the transcript cannot
/// be finished, Errc::left_over, or after a check, which leaves nothing, that error.
[[nodiscard]] Outcome end_run(const Result<Conclusion>& result, Transcript& transcript);

}  // namespace ceremony::cooker
