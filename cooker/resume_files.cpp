// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resume_files.hpp"

#include <utility>

#include "base/file_facts.hpp"
#include "base/read_file.hpp"

namespace ceremony::cooker {

namespace {

// A file outside of the folder of the journal, as the journal writes it.
bool is_elsewhere(const std::string& name) {
    return name.starts_with('/');
}

}  // namespace

OutputFiles files_of_run(const Options& options,
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

std::vector<std::string> files_elsewhere(const Options& options,
                                         const OutputFiles& files,
                                         const JournalBegin& begin) {
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

Outcome expect_output_of_run(const Options& options,
                             const OutputFiles& files,
                             const std::string& folder,
                             const JournalBegin& begin) {
    if (!options.output) {
        return Nothing{};
    }
    const std::string noted = path_from_journal(begin.output_name, folder);
    const auto there = look_at(folder_of(noted), Links::follow);
    const auto here = look_at(folder_of(files.output), Links::follow);
    const bool is_folder = !there.ok() || (here.ok() && is_same_file(there.value(), here.value()));
    if (is_folder && name_of(noted) == name_of(files.output)) {
        return Nothing{};
    }
    return Error{Errc::refused,
                 quote_path(files.output) +
                     ": is not the result of the run that is to be undone: that is " +
                     quote_path(noted)}
        .with_hint("leave -o out; it may only say where that file is when its folder is gone");
}

bool shows_the_run(const OutputFiles& files, const std::string& folder, const JournalBegin& begin) {
    if (!is_elsewhere(begin.output_name) || is_there(files.part())) {
        return true;
    }
    const std::string transcript = path_from_journal(begin.transcript_name, folder);
    return folder_of(transcript) == folder_of(begin.output_name) &&
           is_there(path_from_journal(name_of(transcript), folder_of(files.output)));
}

Outcome expect_no_lost_ready(const ReadJournal& journal, const OutputFiles& files) {
    if (!journal.may_have_been_ready) {
        return Nothing{};
    }
    for (const std::string& path : {files.part(), files.final_file()}) {
        if (is_there(path)) {
            return Error{Errc::refused,
                         "the last record of the journal is damaged, and may have been its commit "
                         "point, since " +
                             quote_path(path) + " is there: people have to decide"};
        }
    }
    return Nothing{};
}

}  // namespace ceremony::cooker
