// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resume.hpp"

#include <set>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "cooked/key_id.hpp"
#include "cooker/confirm.hpp"
#include "cooker/guard_review.hpp"
#include "cooker/recipe_summary.hpp"
#include "cooker/resume_files.hpp"
#include "cooker/resumed_run.hpp"
#include "cooker/start.hpp"
#include "cooker/stores.hpp"
#include "cooker/summary.hpp"
#include "cooker/tokens.hpp"
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

    Result<Conclusion> run() {
        const std::string& path = options_.files.front();
        if (path.ends_with(retired_suffix)) {
            return Error{Errc::refused, quote_path(path) +
                                            ": is the journal of a run that had its "
                                            "end: nothing is left to do"};
        }
        const std::string folder = folder_of(path);
        const FileLock lock = TRY(FileLock::take(folder));
        ReadJournal read = TRY(read_journal(path));
        const JournalBegin begin = read.contents.begin();
        if (read.contents.stage() == Stage::ended) {
            return put_away(read.contents);
        }
        TRY(tell_program(program_, transcript_));
        const OutputFiles files = files_of_run(options_, folder, begin);
        if (const auto lines = files_elsewhere(options_, files, begin); !lines.empty()) {
            TRY(ask(lines, "are these the files of that run?"));
        }
        const bool is_undone = read.contents.stage() == Stage::making;
        if (is_undone) {
            TRY(expect_to_undo(files, folder, read));
        }
        TRY(reopen_transcript(folder, read));
        const RecipeFile recipe =
            TRY(find_recipe(options_.recipe.value_or(files.recipe), begin.recipe));
        SettingsPlaces places;
        places.named = options_.config;
        const Settings settings = TRY(load_settings(places));
        TRY(tell_state(settings, recipe, read));
        if (!is_undone) {
            TRY(check_recipe(settings, recipe));
        }
        Keystore keystore = TRY(open_for(settings, recipe, read.contents));
        TRY(expect_same_tokens(begin, keystore));
        Journal journal = TRY(Journal::resume(path, std::move(read)));
        const AskPerson asking = [this](const std::vector<std::string>& lines,
                                        const std::string& question) {
            return ask(lines, question);
        };
        const ResumedRun resumed{settings, recipe, files, keystore, journal, transcript_, asking};
        auto outcome = is_undone ? undo_run(resumed) : finish_run(resumed);
        if (!outcome.ok() && outcome.error().code() == Errc::undo_failed) {
            return std::move(outcome).error().with_hint(resume_command(settings.path, path));
        }
        TRY(std::move(outcome));
        return is_undone ? Conclusion::undone : Conclusion::done;
    }

private:
    // It lost power before its journal got its last name. Its transcript is finished and stays so.
    Result<Conclusion> put_away(const JournalContents& journal) {
        TRY(transcript_.say("The run had its end already."));
        TRY(retire_journal(options_.files.front()));
        const auto& end = std::get<End>(journal.records().back());
        return end.ending == Ending::done ? Conclusion::done : Conclusion::undone;
    }

    // Whatever lies in the wrong place would survive the keys of this run.
    Outcome expect_to_undo(const OutputFiles& files,
                           const std::string& folder,
                           const ReadJournal& journal) {
        const JournalBegin& begin = journal.contents.begin();
        TRY(expect_output_of_run(options_, files, folder, begin));
        TRY(expect_output_folder(files));
        TRY(expect_no_lost_ready(journal, files));
        if (shows_the_run(files, folder, begin)) {
            return Nothing{};
        }
        return ask({"There is nothing of the run in " + quote_path(folder_of(files.output)) +
                    ". If it is on another medium, its result may be there, too."},
                   "is this the medium that the run wrote to?");
    }

    // People may have lost it, and the run must come to its end all the same.
    Outcome reopen_transcript(const std::string& folder, const ReadJournal& journal) {
        const std::string before =
            path_from_journal(journal.contents.begin().transcript_name, folder);
        auto reopened =
            transcript_.reopen(options_.transcript.value_or(before), transcript_beginning);
        if (!reopened.ok() && options_.transcript) {
            if (reopened.error().code() != Errc::not_found) {
                return reopened;
            }
            TRY(transcript_.open(*options_.transcript));
        } else if (!reopened.ok()) {
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
