// SPDX-License-Identifier: BSD-3-Clause
//
// deletions.hpp -- may the keys that a recipe destroys be destroyed?
//
// A ZSK, when it left every set more than Iret (RFC 7583, section 3.2) ago. A KSK, when its DS was
// seen to be gone, the ceremony that uses it no more was imported, and every set that lists it has
// expired. The key of a lost attempt, when its name proves that, and nothing ever used it.
//
// Judged is what the recipe and its plan say; what they say is judged elsewhere.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::plan {

/// What speaks against each deleteKey, one line each; nothing: all may be carried out. `plan` is
/// that of the recipe, by from_recipe(). Errors of the hash function only.
[[nodiscard]] Result<std::vector<std::string>> check_deletions(const recipe::Recipe& recipe,
                                                               const ChainPlan& plan);

}  // namespace ceremony::plan
