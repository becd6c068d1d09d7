// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/recipe_file.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <utility>

#include "base/append_log.hpp"
#include "base/file_facts.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "cooker/journal.hpp"
#include "json/parse.hpp"
#include "recipe/read.hpp"

namespace ceremony::cooker {

namespace {

Outcome expect_absent(const std::string& path) {
    if (is_there(path)) {
        return Error{Errc::unwritable, quote_path(path) + ": exists already"};
    }
    return Nothing{};
}

// The copy of the recipe that is there is one of this recipe.
Outcome expect_approved(const std::string& path, const RecipeFile& file) {
    if (!compare_with_medium(path, file.document->text()).ok()) {
        return Error{Errc::unwritable, quote_path(path) + ": exists already, and is another recipe"}
            .with_hint("it was carried out, or begun, under this name: keep it under another one");
    }
    return Nothing{};
}

// The folder without links, dots and what a change of the current folder would change.
Result<std::string> real_folder(const std::string& folder) {
    std::array<char, PATH_MAX> resolved = {};
    if (::realpath(folder.c_str(), resolved.data()) == nullptr) {
        return system_error(Errc::unreadable, folder, "cannot be found", errno);
    }
    return std::string(resolved.data());
}

std::string joined(const std::string& folder, const std::string& name) {
    if (folder == ".") {
        return name;
    }
    return folder == "/" ? folder + name : folder + "/" + name;
}

}  // namespace

Result<FileText> read_once(const std::string& path, Links links) {
    FileText file;
    file.path = path;
    file.text = TRY(read_file(path, json::text_limit, {links, Writer::anyone}));
    file.sha256 = TRY(crypto::sha256(as_bytes(file.text)));
    return file;
}

Result<RecipeFile> understand(FileText file) {
    auto document =
        std::make_shared<const json::Document>(TRY(json::parse(std::move(file.text), file.path)));
    recipe::Recipe recipe = TRY(recipe::read_recipe(document));
    return RecipeFile{std::move(file.path), file.sha256, std::move(document), std::move(recipe)};
}

Outcome expect_results(const RecipeFile& file) {
    if (!recipe::carries_results(file.recipe)) {
        return Error{Errc::refused,
                     quote_path(file.path) + ": a recipe without results: it was not carried out"};
    }
    return Nothing{};
}

std::string OutputFiles::journal() const {
    return joined(journal_folder, name_of(output)).append(journal_suffix);
}

Outcome OutputFiles::expect_free(const RecipeFile& file) const {
    if (is_there(recipe + ".approval.jws")) {
        return Error{Errc::refused, quote_path(recipe + ".approval.jws") +
                                        ": approvals lie beside the recipe, and this version of "
                                        "cooker cannot check them"};
    }
    if (!replaces_recipe()) {
        TRY(expect_absent(output));
    } else if (is_there(approved())) {
        TRY(expect_approved(approved(), file));
    }
    for (const std::string& path : {part(), final_file(), attestation(), journal()}) {
        TRY(expect_absent(path));
    }
    return Nothing{};
}

bool is_there(const std::string& path) {
    return look_at(path, Links::refuse).ok();
}

bool is_one_file(const std::string& a, const std::string& b) {
    const auto facts_a = look_at(a, Links::refuse);
    const auto facts_b = look_at(b, Links::refuse);
    return a == b ||
           (facts_a.ok() && facts_b.ok() && is_same_file(facts_a.value(), facts_b.value()));
}

std::string name_of(const std::string& path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

Result<std::string> journal_name(const std::string& path, const std::string& folder) {
    const std::string there = TRY(real_folder(folder_of(path)));
    return there == TRY(real_folder(folder)) ? name_of(path) : joined(there, name_of(path));
}

std::string path_from_journal(const std::string& name, const std::string& folder) {
    return name.starts_with('/') ? name : joined(folder, name);
}

Outcome write_new_file(const std::string& path, const std::string& text) {
    // Not write_file(): a program that is killed could leave its temporary file.
    AppendLog file = TRY(AppendLog::create(path));
    TRY(file.append(text));
    return compare_with_medium(path, text);
}

Result<Kept> keep_approved(const OutputFiles& files, const RecipeFile& approved) {
    if (!files.replaces_recipe()) {
        return Kept::before;
    }
    if (is_there(files.approved())) {
        TRY(expect_approved(files.approved(), approved));
        return Kept::before;
    }
    const std::string text(approved.document->text());
    TRY(write_file(files.approved(), text));
    if (auto compared = compare_with_medium(files.approved(), text); !compared.ok()) {
        static_cast<void>(remove_file(files.approved()));  // of no use to anybody
        return std::move(compared).error();
    }
    return Kept::now;
}

Outcome remove_if_there(const std::string& path) {
    Outcome removed = remove_file(path);
    if (!removed.ok() && removed.error().code() == Errc::not_found) {
        return Nothing{};
    }
    return removed;
}

Outcome expect_output_folder(const OutputFiles& files) {
    if (!look_at(folder_of(files.output), Links::follow).ok()) {
        return Error{
            Errc::unwritable,
            quote_path(files.part()) +
                ": its folder is not there, and the file must be removed, should it exist, "
                "before any key is destroyed"};
    }
    return Nothing{};
}

Outcome remove_part(const OutputFiles& files) {
    TRY(expect_output_folder(files));
    return remove_if_there(files.part());
}

}  // namespace ceremony::cooker
