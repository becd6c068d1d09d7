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

bool is_there(const std::string& path) {
    return look_at(path, Links::refuse).ok();
}

Outcome expect_absent(const std::string& path) {
    if (is_there(path)) {
        return Error{Errc::unwritable, quote_path(path) + ": exists already"};
    }
    return Nothing{};
}

// The copy of the recipe that is there is one of this recipe.
Outcome expect_approved(const std::string& path, const RecipeFile& file) {
    if (!compare_with_medium(path, file.document->text()).ok()) {
        return Error{Errc::unwritable,
                     quote_path(path) + ": exists already, and is another recipe"};
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

Outcome keep_approved(const OutputFiles& files, const RecipeFile& approved) {
    if (!files.replaces_recipe()) {
        return Nothing{};
    }
    if (is_there(files.approved())) {
        return expect_approved(files.approved(), approved);
    }
    const std::string text(approved.document->text());
    TRY(write_file(files.approved(), text));
    return compare_with_medium(files.approved(), text);
}

Outcome remove_if_there(const std::string& path) {
    Outcome removed = remove_file(path);
    if (!removed.ok() && removed.error().code() == Errc::not_found) {
        return Nothing{};
    }
    return removed;
}

}  // namespace ceremony::cooker
