// SPDX-License-Identifier: BSD-3-Clause
//
// stores.hpp -- are the repositories that a recipe names those of this bunker?

#pragma once

#include <vector>

#include "cooker/settings.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooker {

/// Every keyStore is a repository of the configuration, and the recipe of a rehearsal names
/// rehearsal tokens only.
[[nodiscard]] std::vector<recipe::Violation> review_stores(const Settings& settings,
                                                           const recipe::Recipe& recipe);

}  // namespace ceremony::cooker
