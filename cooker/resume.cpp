// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resume.hpp"

#include <algorithm>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "cooker/commit.hpp"
#include "cooker/confirm.hpp"
#include "cooker/destroy.hpp"
#include "cooker/guard_review.hpp"
#include "cooker/recipe_summary.hpp"
#include "cooker/start.hpp"
#include "cooker/stores.hpp"
#include "cooker/summary.hpp"
#include "cooker/tokens.hpp"
#include "cooker/undo.hpp"
#include "recipe/check.hpp"

namespace ceremony::cooker {

namespace {

std::string_view stage_text(Stage stage) {
    switch (stage) {
        case Stage::making:
            return "before the commit point: what it made is destroyed";
        case Stage::destroying:
            return "after the commit point: it is finished";
        case Stage::finishing:
            return "after its result was complete: it is finished";
        case Stage::ended:
            break;
    }
    return "at its end: nothing is left to do";
}

// The recipe that the journal tells of: the file that had its name, or the copy that was kept
// when the result took that name.
Result<RecipeFile> find_recipe(const std::string& path, const crypto::Sha256& expected) {
    for (const std::string& candidate : {path, path + ".approved"}) {
        auto file = read_once(candidate);
        if (file.ok() && file.value().sha256 == expected) {
            return understand(std::move(file).value());
        }
    }
    return Error{Errc::not_found,
                 quote_path(path) +
                     ": neither it nor its copy \".approved\" is the recipe that the "
                     "journal tells of"}
        .with_hint("name it with -r");
}

OutputFiles files_in_journal(const Options& options,
                             const std::string& folder,
                             const JournalBegin& begin) {
    OutputFiles files;
    files.recipe = options.recipe.value_or(path_from_journal(begin.recipe_name, folder));
    files.output = options.output.value_or(path_from_journal(begin.output_name, folder));
    files.journal_folder = folder;
    if (begin.output_name == begin.recipe_name) {
        files.recipe = files.output;
    }
    return files;
}

// The files outside of the journal's folder that the journal names, and not the person who
// resumes: whoever can write a journal could have any file read, removed or written so.
std::vector<std::string> files_elsewhere(const Options& options,
                                         const OutputFiles& files,
                                         const JournalBegin& begin) {
    const auto is_elsewhere = [](const std::string& name) {
        return name.starts_with('/');
    };
    const bool is_in_place = begin.output_name == begin.recipe_name;
    const bool names_recipe = options.recipe || (is_in_place && options.output);
    std::vector<std::string> lines;
    if (!names_recipe && is_elsewhere(begin.recipe_name)) {
        lines.push_back("  the recipe " + quote_path(begin.recipe_name));
    }
    if (!options.output && is_elsewhere(begin.output_name)) {
        lines.push_back("  its result " + quote_path(files.output) + ", of which also " +
                        quote_path(files.part()) + " is removed");
    }
    if (!options.transcript && is_elsewhere(begin.transcript_name)) {
        lines.push_back("  the transcript " + quote_path(begin.transcript_name));
    }
    if (!lines.empty()) {
        lines.insert(lines.begin(),
                     "The journal is of files outside of its folder, which will be read, written "
                     "and removed (what -r, -o and -l name is not asked about):");
    }
    return lines;
}

// The tokens are those of the journal.
Outcome expect_same_tokens(const JournalBegin& begin, const Keystore& keystore) {
    for (const TokenAtBegin& then : begin.tokens) {
        const auto number = keystore.find(then.repository);
        if (!number) {
            return Error{Errc::internal, "a token was not opened"};
        }
        const pkcs11::TokenInfo& now = keystore.store(*number).token->info();
        if (now.label != then.label || now.serial != then.serial) {
            return Error{Errc::refused,
                         "repository " + quote(then.repository) +
                             " is another token than in the journal: " + describe(now)};
        }
    }
    return Nothing{};
}

class Resumption {
public:
    Resumption(const Options& options, const Program& program, Transcript& transcript)
        : options_(options), program_(program), transcript_(transcript) {}

    Outcome run() {
        const std::string& path = options_.files.front();
        const std::string folder = folder_of(path);
        const FileLock lock = TRY(FileLock::take(folder));
        ReadJournal read = TRY(read_journal(path));
        TRY(tell_program(program_, transcript_));
        const OutputFiles files = files_in_journal(options_, folder, read.contents.begin());
        if (const auto lines = files_elsewhere(options_, files, read.contents.begin());
            !lines.empty()) {
            TRY(ask(lines, "are these the files of that run?"));
        }
        TRY(reopen_transcript(folder, read));
        if (read.contents.stage() == Stage::ended) {
            TRY(transcript_.say("The run had its end already."));
            TRY(retire_journal(path));
            return Nothing{};
        }
        const RecipeFile recipe =
            TRY(find_recipe(options_.recipe.value_or(files.recipe), read.contents.begin().recipe));
        SettingsPlaces places;
        places.named = options_.config;
        const Settings settings = TRY(load_settings(places));
        TRY(tell_state(settings, recipe, read));
        const bool goes_on = read.contents.stage() != Stage::making;
        if (goes_on) {
            TRY(check_recipe(settings, recipe));
        }
        Keystore keystore = TRY(open_for(settings, recipe, read.contents));
        TRY(expect_same_tokens(read.contents.begin(), keystore));
        Journal journal = TRY(Journal::resume(path, std::move(read)));
        return goes_on ? go_on({settings, recipe, files}, keystore, journal)
                       : undo({settings, recipe, files}, keystore, journal);
    }

private:
    struct Subject {
        const Settings& settings;
        const RecipeFile& recipe;
        const OutputFiles& files;
    };

    // People may have lost it, and the run must come to its end all the same.
    Outcome reopen_transcript(const std::string& folder, const ReadJournal& journal) {
        const std::string before =
            path_from_journal(journal.contents.begin().transcript_name, folder);
        auto reopened =
            transcript_.reopen(options_.transcript.value_or(before), transcript_beginning);
        if (!reopened.ok()) {
            TRY(transcript_.say("The transcript of the interrupted run cannot be continued: " +
                                reopened.error().message()));
            TRY(open_new_transcript(folder, std::nullopt, transcript_));
        }
        TRY(transcript_.say("Resuming the run of " + quote_path(options_.files.front())));
        if (journal.torn != 0) {
            TRY(transcript_.say("Its last record was cut off and does not count"));
        }
        return Nothing{};
    }

    Outcome tell_state(const Settings& settings,
                       const RecipeFile& recipe,
                       const ReadJournal& journal) {
        const JournalBegin& begin = journal.contents.begin();
        TRY(tell_settings(settings, transcript_));
        if (settings.sha256 != begin.config) {
            TRY(transcript_.say("Warning: the interrupted run had another configuration"));
        }
        TRY(transcript_.say(hash_lines("SHA-256 of " + quote_path(recipe.path), recipe.sha256)));
        TRY(transcript_.say(title_line(recipe.recipe)));
        return transcript_.say("The run began " + begin.time.text() + " UTC and ended " +
                               std::string(stage_text(journal.contents.stage())));
    }

    // A planted recipe gets no further than a recipe that is cooked. The clock and what people
    // were asked before the first change have had their say. To undo, none of this is needed:
    // what undo_keys() asks of a key is enough, and nothing else may keep it alive.
    Outcome check_recipe(const Settings& settings, const RecipeFile& recipe) {
        auto problems =
            recipe::check(recipe.recipe, {cooked::id_from_label, settings.guard.exports.listed});
        ReviewContext context;
        context.id_from_label = cooked::id_from_label;
        context.previous = Previous::shown;  // the interrupted run has seen it
        Review review = TRY(cooker::review(settings.guard, recipe.recipe, context));
        problems.insert(problems.end(), review.refusals.begin(), review.refusals.end());
        const auto stores = review_stores(settings, recipe.recipe);
        problems.insert(problems.end(), stores.begin(), stores.end());
        return tell_problems(problems, *recipe.document, transcript_);
    }

    // The tokens of the recipe and of the journal; the one of the attestation only when there
    // will be one.
    Result<Keystore> open_for(const Settings& settings,
                              const RecipeFile& recipe,
                              const JournalContents& journal) {
        if (settings.must_be_confirmed) {
            return Error{Errc::refused, quote_path(settings.path) +
                                            ": lies in the current folder, and is not taken here "
                                            "without being named"}
                .with_hint("name it with -c");
        }
        std::set<std::string> names = stores_of(recipe.recipe);
        for (const TokenAtBegin& token : journal.begin().tokens) {
            if (!settings.repository(token.repository).ok()) {
                return Error{Errc::refused, "the journal tells of a repository " +
                                                quote(token.repository) +
                                                " that the configuration does not have"};
            }
            names.insert(token.repository);
        }
        if (settings.attest && journal.stage() != Stage::making) {
            names.insert(settings.attest->store);
        }
        return open_tokens(settings, names, program_, transcript_);
    }

    Outcome ask(const std::vector<std::string>& lines, std::string prompt) {
        Question question;
        question.subject = cooker::Subject::undo;
        question.lines = lines;
        question.prompt = std::move(prompt);
        question.answered_by = AnsweredBy::person;
        return confirm({question}, YesFlag::absent, transcript_, program_.open_terminal);
    }

    Outcome undo(const Subject& subject, Keystore& keystore, Journal& journal) {
        TRY(transcript_.say("ABORTED: any DS record printed above is void"));
        // No file with a DS may outlive its key.
        TRY(remove_if_there(subject.files.part()));
        const Bench bench(subject.recipe.recipe);
        const Undoing undoing{bench,
                              subject.settings.guard,
                              keystore,
                              journal.contents(),
                              transcript_,
                              [this](const std::vector<std::string>& lines) {
                                  return ask(lines, "destroy this key?");
                              }};
        TRY(undo_keys(undoing));
        TRY(journal.append(End{Ending::undone}));
        TRY(retire_journal(journal.path()));
        return transcript_.say("Everything is as it was before the run.");
    }

    Outcome go_on(const Subject& subject, Keystore& keystore, Journal& journal) {
        const JournalContents& contents = journal.contents();
        const bool is_final = contents.stage() == Stage::finishing;
        RecipeFile result = TRY(read_result(subject, contents));
        cooked::VerifiedSignatures verified;
        TRY(expect_good(result.recipe, subject.recipe,
                        is_final ? cooked::Stage::final_text : cooked::Stage::ready, verified));
        std::vector<std::string> left_over;
        const Commitment commitment{subject.settings, subject.recipe, subject.files,
                                    keystore,         journal,        transcript_,
                                    verified,         result.recipe,  left_over};
        const Bench bench(subject.recipe.recipe);
        TRY(ask_to_go_on(subject, is_final ? std::vector<std::string>()
                                           : keys_to_destroy(contents, keystore, bench)));
        if (!is_final) {
            TRY(destroy_keys(commitment, bench));
            TRY(make_final(commitment));
        }
        return finish(commitment);
    }

    // OUTPUT.part as READY tells of it; after FINAL OUTPUT.final, or OUTPUT if it has its name.
    Result<RecipeFile> read_result(const Subject& subject, const JournalContents& contents) {
        const auto& final_file = contents.final_file();
        std::vector<std::string> candidates = {subject.files.part()};
        if (final_file) {
            candidates = {subject.files.final_file(), subject.files.output};
        }
        const crypto::Sha256 expected = final_file ? *final_file : *contents.part();
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

    Outcome ask_to_go_on(const Subject& subject, std::vector<std::string> lines) {
        const bool attests = subject.settings.attest.has_value() &&
                             !look_at(subject.files.attestation(), Links::refuse).ok();
        if (attests) {
            lines.push_back("To be attested: " + quote_path(subject.files.output));
        }
        return lines.empty() ? Outcome(Nothing{}) : ask(lines, "finish the interrupted run?");
    }

    const Options& options_;
    const Program& program_;
    Transcript& transcript_;
};

}  // namespace

Outcome resume(const Options& options, const Program& program) {
    Transcript transcript(program.out, program.clock);
    return end_run(Resumption(options, program, transcript).run(), transcript);
}

}  // namespace ceremony::cooker
