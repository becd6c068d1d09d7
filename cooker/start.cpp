// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/start.hpp"

#include <utility>

#include "base/quote.hpp"
#include "cooker/journal.hpp"
#include "cooker/process.hpp"
#include "cooker/recipe_summary.hpp"
#include "cooker/shell_word.hpp"
#include "cooker/summary.hpp"

namespace ceremony::cooker {

namespace {

std::optional<CeremonyName> ceremony_name(const recipe::Recipe& recipe) {
    const auto& ceremony = recipe.preamble.ceremony;
    if (!ceremony) {
        return std::nullopt;
    }
    return CeremonyName{ceremony->chain.text(), ceremony->sequence, ceremony->attempt};
}

std::string without_slashes(std::string folder) {
    while (folder.size() > 1 && folder.ends_with('/')) {
        folder.pop_back();
    }
    return folder;
}

Outcome open_transcript(const Options& options,
                        const OutputFiles& files,
                        const std::optional<CeremonyName>& ceremony,
                        Transcript& transcript) {
    return options.transcript ? transcript.open(*options.transcript)
                              : open_new_transcript(folder_of(files.output), ceremony, transcript);
}

// The recipe, whose hash is told before anything in it is believed, and then the file of the
// transcript, whose name it gives.
Result<RecipeFile> read_recipe_and_open_transcript(const Options& options,
                                                   const OutputFiles& files,
                                                   Transcript& transcript) {
    FileText text = TRY(read_once(files.recipe));
    transcript.begin_paragraph();
    TRY(transcript.say(hash_lines("SHA-256 of " + quote_path(files.recipe), text.sha256)));
    auto recipe = understand(std::move(text));
    TRY(open_transcript(options, files,
                        recipe.ok() ? ceremony_name(recipe.value().recipe) : std::nullopt,
                        transcript));
    return recipe;
}

std::string_view last_line(Conclusion conclusion) {
    switch (conclusion) {
        case Conclusion::checked:
            return "Checked.";
        case Conclusion::done:
            return "Done.";
        case Conclusion::undone:
            break;
    }
    return "Undone.";
}

std::string_view last_line(const Error& error) {
    return error.code() == Errc::left_over ? "Done, but something is left." : "Not done.";
}

}  // namespace

Outcome open_new_transcript(const std::string& folder,
                            const std::optional<CeremonyName>& ceremony,
                            Transcript& transcript) {
    const std::string name = transcript_name(ceremony, TRY(transcript.time()));
    return transcript.open_free(folder == "." ? name : folder + "/" + name);
}

OutputFiles files_of(const Options& options) {
    OutputFiles files;
    files.recipe = options.recipe.value_or(std::string(default_recipe));
    files.output = options.output.value_or(files.recipe);
    files.journal_folder = without_slashes(options.journal.value_or(folder_of(files.output)));
    return files;
}

std::string resume_command(const std::string& config, const std::string& journal) {
    const std::string with_config = config.empty() ? "" : "-c " + shell_word(config) + " ";
    return "cooker resume " + with_config + shell_word(journal);
}

Result<FileLock> lock_folder(const std::string& folder, const std::string& config) {
    auto lock = FileLock::take(folder);
    if (!lock.ok()) {
        const bool is_busy = lock.error().code() == Errc::busy;
        return is_busy ? std::move(lock).error().in("another run is active here") : lock.error();
    }
    const std::vector<std::string> journals = TRY(journals_in(folder));
    for (const std::string& path : journals) {
        const auto journal = read_journal(path);
        const bool is_ended = journal.ok() && journal.value().contents.stage() == Stage::ended;
        if (!is_ended) {
            return Error{Errc::refused,
                         "a run was interrupted here: " + quote_path(path) + " has no end"}
                .with_hint(resume_command(config, path));
        }
        TRY(retire_journal(path));
    }
    return lock;
}

Result<crypto::Sha256> tell_program(const Program& program, Transcript& transcript) {
    const crypto::Sha256 digest = TRY(hash_of_program());
    TRY(transcript.say(std::string(transcript_beginning) + std::string(version_text())));
    TRY(transcript.say(hash_lines("SHA-256 of this program", digest)));
    for (const std::string& variable : program.loader_variables) {
        TRY(transcript.say("Warning: " + quote(variable) +
                           " was in the environment when this program was loaded"));
    }
    return digest;
}

Outcome tell_settings(const Settings& settings, Transcript& transcript) {
    transcript.begin_paragraph();
    TRY(transcript.say(
        hash_lines("SHA-256 of the configuration " + quote_path(settings.path), settings.sha256)));
    for (const std::string& warning : settings.warnings) {
        TRY(transcript.say("Warning: " + warning));
    }
    if (!settings.guard.is_written) {
        TRY(transcript.say("Warning: there is no guard in the configuration"));
    }
    return Nothing{};
}

Result<RunStart> start(const Options& options, const Program& program, Transcript& transcript) {
    const OutputFiles files = files_of(options);
    SettingsPlaces places;
    places.named = options.config;
    auto loaded = load_settings(places);
    const std::string config = loaded.ok() ? loaded.value().path : options.config.value_or("");
    FileLock lock = TRY(lock_folder(files.journal_folder, config));
    // Without a configuration there is nothing to write down yet.
    Settings settings = TRY(std::move(loaded));
    const crypto::Sha256 digest = TRY(tell_program(program, transcript));
    auto recipe = read_recipe_and_open_transcript(options, files, transcript);
    RecipeFile read = TRY(std::move(recipe));
    TRY(tell_settings(settings, transcript));
    return RunStart{std::move(settings), std::move(read), files, digest, std::move(lock)};
}

Outcome tell_problems(const std::vector<recipe::Violation>& problems,
                      const json::Document& document,
                      Transcript& transcript) {
    if (problems.empty()) {
        return Nothing{};
    }
    transcript.begin_paragraph();
    for (const Error& error : recipe::to_errors(problems, document)) {
        TRY(transcript.say("Problem: " + error.message()));
    }
    const std::string count = std::to_string(problems.size());
    return Error{Errc::refused, problems.size() == 1
                                    ? "there is a problem with this recipe"
                                    : "there are " + count + " problems with this recipe"};
}

Outcome end_run(const Result<Conclusion>& result, Transcript& transcript) {
    if (!result.ok()) {
        // The cause is what counts, whether it could be written down or not. It is told to the
        // person by whoever called; here it is for the file.
        if (!transcript.path().empty()) {
            static_cast<void>(transcript.note("Ended: " + result.error().message()));
            static_cast<void>(transcript.say(last_line(result.error())));
            static_cast<void>(transcript.finish());
        }
        return result.error();
    }
    auto told = transcript.say(last_line(result.value()));
    auto finished = transcript.finish();  // whether there is still a screen or not
    if (told.ok()) {
        told = std::move(finished);
    }
    if (told.ok() || result.value() == Conclusion::checked) {
        return told;
    }
    return Error{Errc::left_over,
                 "all is done, but the transcript cannot be finished: " + told.error().message()};
}

}  // namespace ceremony::cooker
