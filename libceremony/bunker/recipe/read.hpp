// SPDX-License-Identifier: BSD-3-Clause
//
// read.hpp -- a JSON document to a Recipe, completely understood or refused.
//
// Reads v1.0, v1.1 and the spellings of the prototype that FORMAT.md lists; in a recipe of
// v1.0 the members of v1.1 are unknown. The first surprise ends it. Every error names line,
// column and path. Rules between members are not looked at here but in check.hpp.
//
// Time grows with the size of the text, n log n for the members of one object.

#pragma once

#include <memory>

#include "base/result.hpp"
#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// Errc::syntax when a member is missing, unknown, of another type or not of its form;
/// Errc::semantics and Errc::limit when a value is not allowed where it stands;
/// Errc::refused for a private key in the clear. The plan of the Recipe keeps `document`.
[[nodiscard]] Result<Recipe> read_recipe(const std::shared_ptr<const json::Document>& document);

/// The object that holds `preamble` and `actions`, and the elements of `actions`: the i-th is
/// that of Recipe::actions[i], and its source() is the i-th leaf of the Merkle tree in an
/// attestation. REQUIRES: read_recipe() accepted `document`.
[[nodiscard]] json::Value body_of(const json::Document& document) noexcept;
[[nodiscard]] json::Elements action_values(const json::Document& document) noexcept;

}  // namespace ceremony::recipe
