// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/cook.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "cooked/key_id.hpp"
#include "cooker/commit.hpp"
#include "cooker/confirm.hpp"
#include "cooker/doomed_keys.hpp"
#include "cooker/execution.hpp"
#include "cooker/guard_review.hpp"
#include "cooker/inventory.hpp"
#include "cooker/preflight.hpp"
#include "cooker/previous.hpp"
#include "cooker/process.hpp"
#include "cooker/recipe_summary.hpp"
#include "cooker/start.hpp"
#include "cooker/stores.hpp"
#include "cooker/tokens.hpp"
#include "cooker/undo.hpp"
#include "recipe/check.hpp"

namespace ceremony::cooker {

namespace {

YesFlag yes_flag(const Options& options) {
    return options.yes ? YesFlag::given : YesFlag::absent;
}

// --- phase 1

// What is known once the recipe has been read.
struct Reading {
    std::vector<Question> questions;
    cooked::PreviousReview previous;  // the ceremony before
};

class Problems {
public:
    void add(std::string reason) { all_.push_back({std::nullopt, "", std::move(reason)}); }
    void add(std::vector<recipe::Violation> more) {
        all_.insert(all_.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
    }
    [[nodiscard]] const std::vector<recipe::Violation>& all() const { return all_; }

private:
    std::vector<recipe::Violation> all_;
};

// Problems are lines; what one can do about one stands behind it.
std::string hint_of(const Error& error) {
    return error.hint().empty() ? "" : "; " + error.hint();
}

Outcome check_previous(const RunStart& start,
                       const std::string& path,
                       Problems& problems,
                       Reading& reading) {
    auto reviewed = review_previous_file(start.recipe, path);
    if (!reviewed.ok() && reviewed.error().code() != Errc::internal) {
        problems.add(reviewed.error().message());
        return Nothing{};
    }
    auto previous = TRY(std::move(reviewed));
    problems.add(std::move(previous.in_recipe));
    for (const recipe::Violation& violation : previous.in_previous) {
        problems.add(quote_path(path) + ": " + to_error(violation).message());
    }
    reading.previous = std::move(previous);
    return Nothing{};
}

Result<Reading> read_and_check(const RunStart& start,
                               const Options& options,
                               Transcript& transcript) {
    const recipe::Recipe& recipe = start.recipe.recipe;
    const Guard& guard = start.settings.guard;
    transcript.begin_paragraph();
    TRY(transcript.say(title_line(recipe)));
    TRY(transcript.say(TRY(summary_lines(recipe))));
    Problems problems;
    if (recipe::carries_results(recipe)) {
        problems.add("it carries results: it was carried out before, as cooker verify can tell");
    }
    problems.add(recipe::check(recipe, {cooked::id_from_label, guard.exports.listed}));
    problems.add(review_stores(start.settings, recipe));
    ReviewContext context;
    context.id_from_label = cooked::id_from_label;
    context.now = TRY(transcript.time());
    context.previous = options.previous ? Previous::shown : Previous::absent;
    Review review = TRY(cooker::review(guard, recipe, context));
    problems.add(std::move(review.refusals));
    TRY(transcript.say(review.notes));
    Reading reading;
    reading.questions = std::move(review.questions);
    if (options.previous) {
        TRY(check_previous(start, *options.previous, problems, reading));
    }
    if (options.output && is_one_file(start.files.recipe, start.files.output)) {
        problems.add(quote_path(start.files.output) +
                     ": is the recipe; only without -o does the result take its place");
    } else if (const auto names = start.files.expect_free(start.recipe); !names.ok()) {
        problems.add(names.error().message() + hint_of(names.error()));
    }
    TRY(tell_problems(problems.all(), *start.recipe.document, transcript));
    return reading;
}

// --- phase 2

Outcome tell_file_systems(const OutputFiles& files, Transcript& transcript) {
    const std::string folder = folder_of(files.output);
    TRY(transcript.say("The result goes to " + quote_path(files.output) + ", on " +
                       TRY(file_system_of(folder))));
    return transcript.say("The journal goes to " + quote_path(files.journal()) + ", on " +
                          TRY(file_system_of(files.journal_folder)));
}

Result<Preflight> look_at_tokens(const RunStart& start,
                                 const Reading& reading,
                                 Keystore& keystore,
                                 Transcript& transcript) {
    TRY(tell_file_systems(start.files, transcript));
    Preflight preflight = TRY(cooker::preflight(start.recipe.recipe, start.settings, keystore));
    check_last_sets(reading.previous, keystore, preflight);
    TRY(transcript.say(preflight.findings.notes));
    for (const std::string& warning : preflight.findings.warnings) {
        TRY(transcript.say("Warning: " + warning));
    }
    TRY(tell_problems(preflight.findings.problems, *start.recipe.document, transcript));
    return preflight;
}

std::set<std::string> repositories_of(const RunStart& start) {
    std::set<std::string> names = stores_of(start.recipe.recipe);
    if (start.settings.attest) {
        names.insert(start.settings.attest->store);
    }
    return names;
}

// What a person has to agree to before the first change, each question once.
Result<std::vector<Question>> all_questions(const RunStart& start,
                                            const Reading& reading,
                                            const Preflight& preflight,
                                            const Transcript& transcript) {
    std::vector<Question> questions = reading.questions;
    for (const Question& question : preflight.findings.questions) {
        const bool is_asked =
            std::any_of(questions.begin(), questions.end(), [&question](const Question& asked) {
                return asked.subject == question.subject && asked.lines == question.lines;
            });
        if (!is_asked) {
            questions.push_back(question);
        }
    }
    if (auto last =
            ask_about_recipe(start.settings.guard, start.recipe.sha256, TRY(transcript.time()))) {
        questions.push_back(std::move(*last));
    }
    return questions;
}

Outcome tell_questions(const std::vector<Question>& questions, Transcript& transcript) {
    for (const Question& question : questions) {
        transcript.begin_paragraph();
        TRY(transcript.say(question.lines));
        // Which words are asked for, each run decides anew.
        TRY(transcript.say("Would be asked: " + (question.words.empty()
                                                     ? question.prompt
                                                     : "two of the words of the recipe's hash")));
    }
    transcript.begin_paragraph();
    return Nothing{};
}

// --- phase 3

// What is on the token now, which people may have been asked about for half an hour: still what
// the preflight has seen.
Result<std::vector<crypto::Sha256>> objects_before(const Store& store,
                                                   const std::vector<pkcs11::Object>& seen) {
    auto now = TRY(fingerprints(TRY(store.token->objects())));
    if (now != TRY(fingerprints(seen))) {
        return Error{Errc::refused,
                     "repository " + quote(store.name) +
                         ": the objects on the token changed after they were checked"};
    }
    return now;
}

Result<JournalBegin> state_before(const RunStart& start,
                                  const Keystore& keystore,
                                  const Preflight& preflight,
                                  const Transcript& transcript) {
    const std::string& folder = start.files.journal_folder;
    JournalBegin begin;
    begin.time = TRY(transcript.time());
    begin.recipe = start.recipe.sha256;
    begin.config = start.settings.sha256;
    begin.recipe_name = TRY(journal_name(start.files.recipe, folder));
    begin.output_name = TRY(journal_name(start.files.output, folder));
    begin.transcript_name = TRY(journal_name(transcript.path(), folder));
    begin.attestation = start.settings.attest ? Attestation::wanted : Attestation::none;
    for (std::size_t number = 0; number < keystore.size(); ++number) {
        const Store& store = keystore.store(number);
        const pkcs11::TokenInfo& token = store.token->info();
        TokenAtBegin then{store.name, token.label, token.serial, {}};
        then.objects = TRY(objects_before(store, preflight.objects[number]));
        begin.tokens.push_back(std::move(then));
    }
    return begin;
}

// --- phases 4 to 7

Gate gate_of(const Options& options, const Program& program) {
    return [&options, &program](const std::string& next) -> Outcome {
        TRY(check_signals());
        if (!options.step) {
            return Nothing{};
        }
        Terminal terminal = TRY(program.open_terminal());
        if (TRY(terminal.ask_yes("Next is " + next + ". Go on? [yes/no] ")) == Answer::no) {
            return Error{Errc::refused, "stopped by a person before " + next};
        }
        return check_signals();
    };
}

// A run whose questions are answered.
struct Run {
    const RunStart& start;
    const Options& options;
    const Program& program;
    Transcript& transcript;
};

// The last stop: what follows is not undone, and what is destroyed then, is shown.
Outcome gate_at_commit_point(const Run& run,
                             const JournalContents& journal,
                             const Keystore& keystore,
                             const Bench& bench) {
    if (run.options.step) {
        run.transcript.begin_paragraph();
        TRY(run.transcript.say(keys_to_destroy(journal, keystore, bench)));
    }
    return gate_of(run.options, run.program)("the commit point, behind which nothing is undone");
}

// Everything is brought back to what it was. What the cause of it all was stays the error,
// unless something could not be undone.
Error undone(Error cause, const Run& run, const Undoing& undoing, Journal& journal, Kept approved) {
    const OutputFiles& files = run.start.files;
    Transcript& transcript = undoing.transcript;
    transcript.begin_paragraph();
    static_cast<void>(transcript.say("Failed: " + cause.message()));
    static_cast<void>(transcript.say("ABORTED: any DS record printed above is void"));
    auto undone = remove_part(files);
    if (undone.ok()) {
        undone = undo_keys(undoing);
    }
    if (undone.ok() && approved == Kept::now) {
        undone = remove_if_there(files.approved());
    }
    if (undone.ok()) {
        undone = journal.append(End{Ending::undone});
    }
    if (!undone.ok()) {
        return Error{Errc::undo_failed, cause.message() + "; and then: " + undone.error().message()}
            .with_hint(resume_command(run.start.settings.path, journal.path()));
    }
    static_cast<void>(transcript.say("Everything is as it was before."));
    static_cast<void>(retire_journal(journal.path()));
    return cause;
}

// The commit point was reached or it was not: only the medium knows. To undo would destroy keys
// of a result that is good, and to go on would destroy keys for a result that may be undone.
Error undecided(const Error& cause, const Run& run, const Journal& journal) {
    Transcript& transcript = run.transcript;
    transcript.begin_paragraph();
    static_cast<void>(transcript.say("Failed: " + cause.message()));
    static_cast<void>(
        transcript.say("Nothing was undone: it is not known whether the commit point was reached"));
    return Error{
        Errc::undo_failed,
        cause.message() + "; whether the run is to be finished or undone, the journal tells"}
        .with_hint(resume_command(run.start.settings.path, journal.path()));
}

Outcome carry_out(const Run& run, Keystore& keystore, Preflight& preflight) {
    const RunStart& start = run.start;
    Transcript& transcript = run.transcript;
    Journal journal = TRY(Journal::begin(
        start.files.journal(), TRY(state_before(start, keystore, preflight, transcript))));
    recipe::Recipe cooked = start.recipe.recipe;
    cooked::VerifiedSignatures verified;
    cooked::ZoneKeys zone_keys;
    std::vector<std::string> left_over;
    const Execution execution{keystore,   preflight.bench, preflight.tags, journal,
                              transcript, verified,        zone_keys,      cooked};
    const Commitment commitment{start.settings, start.recipe, start.files, keystore, journal,
                                transcript,     verified,     cooked,      left_over};
    Kept approved = Kept::before;
    const auto make = [&]() -> Outcome {
        approved = TRY(keep_approved(start.files, start.recipe));
        transcript.begin_paragraph();
        TRY(execute(execution,
                    {gate_of(run.options, run.program), run.program.progress, run.options.step,
                     run.options.verbose ? Detail::full : Detail::plain}));
        TRY(sign_preamble(commitment, start.program));
        TRY(gate_at_commit_point(run, journal.contents(), keystore, preflight.bench));
        return make_ready(commitment);
    };
    auto made = make();
    if (!made.ok() && journal.is_undecided()) {
        return undecided(std::move(made).error(), run, journal);
    }
    if (!made.ok()) {
        const Undoing undoing{preflight.bench,    start.settings.guard, keystore,
                              journal.contents(), transcript,           {}};
        return undone(std::move(made).error(), run, undoing, journal, approved);
    }
    auto completed = complete(commitment, preflight.bench);
    if (!completed.ok() && completed.error().code() == Errc::undo_failed) {
        return std::move(completed).error().with_hint(
            resume_command(start.settings.path, journal.path()));
    }
    return completed;
}

enum class Extent : std::uint8_t {
    check,
    cook
};

Result<Conclusion> run(const Options& options,
                       const Program& program,
                       Extent extent,
                       Transcript& transcript) {
    const RunStart start = TRY(cooker::start(options, program, transcript));
    const Reading reading = TRY(read_and_check(start, options, transcript));
    Keystore keystore =
        TRY(open_tokens(start.settings, repositories_of(start), program, transcript));
    Preflight preflight = TRY(look_at_tokens(start, reading, keystore, transcript));
    const auto questions = TRY(all_questions(start, reading, preflight, transcript));
    if (extent == Extent::check) {
        TRY(tell_questions(questions, transcript));
        TRY(transcript.say("The recipe can be carried out. Nothing was changed."));
        return Conclusion::checked;
    }
    TRY(confirm(questions, yes_flag(options), transcript, program.open_terminal));
    TRY(check_signals());
    auto outcome = carry_out({start, options, program, transcript}, keystore, preflight);
    const auto closed = keystore.close();
    if (!closed.ok()) {
        static_cast<void>(transcript.say("Warning: " + closed.error().message()));
    }
    TRY(std::move(outcome));
    return Conclusion::done;
}

Outcome run_with_transcript(const Options& options, const Program& program, Extent extent) {
    Transcript transcript(program.out, program.clock);
    return end_run(run(options, program, extent, transcript), transcript);
}

}  // namespace

Outcome cook(const Options& options, const Program& program) {
    return run_with_transcript(options, program, Extent::cook);
}

Outcome check(const Options& options, const Program& program) {
    return run_with_transcript(options, program, Extent::check);
}

}  // namespace ceremony::cooker
