// SPDX-License-Identifier: BSD-3-Clause
//
// write.hpp -- a Recipe, with what came of it, to text: one recipe, one text.
//
// Reading what was written gives the same recipe. Members stand in the order of FORMAT.md;
// what has its default value, or is absent, is left out.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::recipe {

/// The text in v1.1. REQUIRES: the texts in `recipe` are well-formed UTF-8.
[[nodiscard]] std::string write_recipe(const Recipe& recipe);

/// What v1.0 cannot say and must not leave out, because the recipe would do more, or other
/// things, than it was meant to: a rehearsal, a result that is incomplete or of a
/// rehearsal, the identity of a key to be deleted, a rule for key tags, a set of another
/// track or a later stage, CDS sets.
[[nodiscard]] std::vector<Violation> unsayable_in_v1_0(const Recipe& recipe);

/// The text in v1.0, as the public recipe API has it: IDs in base64, flags and times as
/// integers. The other members of v1.1 and the descriptions of actions are left out.
/// Errc::refused when something is unsayable. REQUIRES as above.
[[nodiscard]] Result<std::string> write_recipe_v1_0(const Recipe& recipe);

}  // namespace ceremony::recipe
