// SPDX-License-Identifier: BSD-3-Clause
//
// previous.hpp -- the ceremony before, as --previous shows it: its file, and its keys.
//
// The file shows that this recipe is the next in its line; the keys show that this is the
// token of that line.

#pragma once

#include <string>

#include "base/result.hpp"
#include "cooked/previous.hpp"
#include "cooker/preflight.hpp"
#include "cooker/recipe_file.hpp"

namespace ceremony::cooker {

/// The file `path` held against the recipe that is to follow it. Errors of reading it.
[[nodiscard]] Result<cooked::PreviousReview> review_previous_file(const RecipeFile& recipe,
                                                                  const std::string& path);

/// For each zone that the recipe has sets for: a key that signed its last sets is on one of
/// the tokens; else that is a problem, or in a rehearsal, where others stand in for them, a
/// note. A rehearsal token that holds a key which signed real sets is no throw-away token: that
/// is a problem whatever the recipe signs.
void check_last_sets(const cooked::PreviousReview& previous,
                     const Keystore& keystore,
                     Preflight& preflight);

}  // namespace ceremony::cooker
