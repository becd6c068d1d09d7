// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resumed_run.hpp"

#include <utility>

#include "base/read_file.hpp"
#include "cooker/commit.hpp"
#include "cooker/doomed_keys.hpp"
#include "cooker/undo.hpp"

namespace ceremony::cooker {

namespace {

// OUTPUT.part as READY tells of it; after FINAL OUTPUT.final, or OUTPUT if it has its name.
Result<RecipeFile> read_result(const OutputFiles& files, const JournalContents& journal) {
    const auto& final_file = journal.final_file();
    std::vector<std::string> candidates = {files.part()};
    if (final_file) {
        candidates = {files.final_file(), files.output};
    }
    const crypto::Sha256 expected = final_file ? *final_file : *journal.part();
    for (const std::string& path : candidates) {
        auto file = read_once(path);
        if (file.ok() && file.value().sha256 == expected) {
            return understand(std::move(file).value());
        }
    }
    return Error{Errc::refused, quote_path(candidates.front()) +
                                    ": is not there, or not the file that the journal tells "
                                    "of: people have to decide"};
}

// Nothing is destroyed or attested because of a file on a stick alone.
Outcome ask_to_finish(const ResumedRun& run, std::vector<std::string> lines) {
    if (run.settings.attest && !is_there(run.files.attestation())) {
        lines.push_back("To be attested: " + quote_path(run.files.output));
    }
    return lines.empty() ? Outcome(Nothing{}) : run.ask(lines, "finish the interrupted run?");
}

// A run that began with one configuration may be finished with another.
void tell_missing_attestation(const ResumedRun& run, const Commitment& commitment) {
    const bool was_wanted = run.journal.contents().begin().attestation == Attestation::wanted;
    if (was_wanted && !run.settings.attest && !is_there(run.files.attestation())) {
        commitment.tell_left_over(
            "there is no attestation: the run began with a configuration that asks for one, and "
            "this one does not");
    }
}

}  // namespace

Outcome undo_run(const ResumedRun& run) {
    TRY(run.transcript.say("ABORTED: any DS record printed above is void"));
    TRY(remove_part(run.files));
    const Bench bench(run.recipe.recipe);
    const Undoing undoing{bench,
                          run.settings.guard,
                          run.keystore,
                          run.journal.contents(),
                          run.transcript,
                          [&run](const std::vector<std::string>& lines) {
                              return run.ask(lines, "destroy this key?");
                          }};
    TRY(undo_keys(undoing));
    if (auto ended = run.journal.append(End{Ending::undone}); !ended.ok()) {
        return std::move(ended).error().as(Errc::undo_failed);
    }
    if (const auto retired = retire_journal(run.journal.path()); !retired.ok()) {
        TRY(run.transcript.say("Warning: " + retired.error().message()));  // the next run does it
    }
    return run.transcript.say("Everything is as it was before the run.");
}

Outcome finish_run(const ResumedRun& run) {
    const JournalContents& contents = run.journal.contents();
    const bool is_final = contents.stage() == Stage::finishing;
    RecipeFile result = TRY(read_result(run.files, contents));
    cooked::VerifiedSignatures verified;
    TRY(expect_good(result.recipe, run.recipe,
                    is_final ? cooked::Stage::final_text : cooked::Stage::ready, verified));
    std::vector<std::string> left_over;
    const Commitment commitment{run.settings, run.recipe,    run.files,
                                run.keystore, run.journal,   run.transcript,
                                verified,     result.recipe, left_over};
    const Bench bench(run.recipe.recipe);
    TRY(ask_to_finish(run, is_final ? std::vector<std::string>()
                                    : keys_to_destroy(contents, run.keystore, bench)));
    tell_missing_attestation(run, commitment);
    return complete(commitment, bench);
}

}  // namespace ceremony::cooker
