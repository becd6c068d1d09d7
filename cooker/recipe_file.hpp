// SPDX-License-Identifier: BSD-3-Clause
//
// recipe_file.hpp -- a recipe read once, and the names of the files that come of it.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/file_facts.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// A recipe and the very octets that its hash is of.
struct RecipeFile {
    std::string path;
    crypto::Sha256 sha256{};
    std::shared_ptr<const json::Document> document;
    recipe::Recipe recipe;
};

/// A file that is to be understood.
struct FileText {
    std::string path;
    std::string text;
    crypto::Sha256 sha256{};
};

/// Reads `path` once and hashes it. Errors as of read_file().
[[nodiscard]] Result<FileText> read_once(const std::string& path, Links links = Links::refuse);
/// What `file` says. Errors as of json::parse() and recipe::read_recipe().
[[nodiscard]] Result<RecipeFile> understand(FileText file);
/// `file` was carried out. Errc::refused, with its path.
[[nodiscard]] Outcome expect_results(const RecipeFile& file);

/// The files of a run. All of them lie beside OUTPUT; only the journal may be elsewhere.
struct OutputFiles {
    std::string recipe;          ///< the recipe file that is carried out
    std::string output;          ///< OUTPUT: another file, or the recipe's own name
    std::string journal_folder;  ///< without a slash at its end

    /// Does the result take the place of the recipe?
    [[nodiscard]] bool replaces_recipe() const noexcept { return output == recipe; }
    /// The result, complete but for deletions; it lies there from the commit point on.
    [[nodiscard]] std::string part() const { return output + ".part"; }
    /// The result before it gets its name.
    [[nodiscard]] std::string final_file() const { return output + ".final"; }
    /// The recipe as it was approved, when the result takes its place.
    [[nodiscard]] std::string approved() const { return recipe + ".approved"; }
    [[nodiscard]] std::string attestation() const { return output + ".attest.jws"; }
    [[nodiscard]] std::string journal() const;

    /// Errc::unwritable when one of the files that a run makes is there already; Errc::refused
    /// when approvals of people lie beside the recipe, which this version cannot check.
    [[nodiscard]] Outcome expect_free(const RecipeFile& file) const;
};

/// Has anything this name, be it a link that leads nowhere?
[[nodiscard]] bool is_there(const std::string& path);
/// Are these two names of one file, be they spelled as they may?
[[nodiscard]] bool is_one_file(const std::string& a, const std::string& b);

/// The last part of `path`, and what stands before it: "." for a bare name, "/" for one in
/// the root.
[[nodiscard]] std::string name_of(const std::string& path);
[[nodiscard]] std::string folder_of(const std::string& path);

/// `path` as a journal in `folder` writes it: the bare name of a file in that folder, else
/// the path from the root on. Errc::unreadable when the folder of `path` cannot be found.
[[nodiscard]] Result<std::string> journal_name(const std::string& path, const std::string& folder);
/// The path that `name` means in a journal in `folder`.
[[nodiscard]] std::string path_from_journal(const std::string& name, const std::string& folder);

/// Makes the file `path`, which must not exist, with exactly `text`; when this returns it is
/// on the medium, was read back and compared. No other name ever holds a part of it, so
/// removing `path` removes all of it. Errc::unwritable.
[[nodiscard]] Outcome write_new_file(const std::string& path, const std::string& text);

/// When a copy of the recipe was made.
enum class Kept : std::uint8_t {
    before,  ///< or none is needed
    now
};

/// Keeps the recipe as it was approved before a result takes its place; does nothing for a
/// result with a name of its own. Errc::unwritable, also when another file has that name.
[[nodiscard]] Result<Kept> keep_approved(const OutputFiles& files, const RecipeFile& approved);

/// Removes `path` if it is there. Errc::unwritable.
[[nodiscard]] Outcome remove_if_there(const std::string& path);

/// The folder of OUTPUT is there. Errc::unwritable: a medium that was taken away may have
/// OUTPUT.part, so it cannot be said to be removed.
[[nodiscard]] Outcome expect_output_folder(const OutputFiles& files);
/// Removes OUTPUT.part if it is there: no file with a DS may outlive its key. Errc::unwritable,
/// also as expect_output_folder().
[[nodiscard]] Outcome remove_part(const OutputFiles& files);

}  // namespace ceremony::cooker
