// SPDX-License-Identifier: BSD-3-Clause
//
// recipe_file.hpp -- a recipe or cooked recipe in a file, and whether it is believed.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::program {

/// A recipe and the very octets that its hash is of.
struct RecipeFile {
    std::string path;
    crypto::Sha256 sha256{};
    std::shared_ptr<const json::Document> document;
    recipe::Recipe recipe;
};

/// Reads `path` once. Errors as of read_file(), json::parse() and recipe::read_recipe(); of a file
/// that does not even begin like a recipe they say what one is.
[[nodiscard]] Result<RecipeFile> read_recipe_file(const std::string& path);

/// A SHA-256 as a person gives it: 64 hexadecimal digits, also in groups
/// with spaces between them, or its 32 words. Errc::usage, which says of words what is wrong: the
/// first that is not in the list, or of the list that cannot stand there, or how many they are.
[[nodiscard]] Result<crypto::Sha256> sha256_from_text(const std::string& text);

/// Who vouches for a cooked recipe.
struct Vouchers {
    std::optional<crypto::Sha256> expected;  ///< a person: the hash that the file must have
    std::vector<std::string> attest;         ///< else one of the keys in these files, PEM
};

/// The version of the format that it says it is.
[[nodiscard]] recipe::SpecVersion version_of(const RecipeFile& file);

/// Success when `file` is vouched for: by the hash, or by an attestation beside it, in
/// FILE.attest.jws, with one of the keys. Errc::refused when it is not; for another hash than the
/// expected one that names the hash of the file, so it is not for the eyes of a person who is asked
/// for it. Errors of reading the keys and the attestation.
[[nodiscard]] Outcome check_vouchers(const RecipeFile& file, const Vouchers& vouchers);

/// check_vouchers(), and success when `file` is a complete and good cooked recipe, no rehearsal.
/// Errc::refused when it is not.
[[nodiscard]] Outcome believe(const RecipeFile& file, const Vouchers& vouchers);

}  // namespace ceremony::program
