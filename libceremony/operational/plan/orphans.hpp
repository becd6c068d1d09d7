// SPDX-License-Identifier: BSD-3-Clause
//
// orphans.hpp -- the keys of attempts at a ceremony that were lost, which the next one destroys.
//
// The lost recipe is a file that nobody vouches for. What is taken from it are names only, and
// only those that no other ceremony gives: an ID is a hash of chain, ceremony and attempt.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"
#include "timeline/history.hpp"

namespace ceremony::plan {

/// Adds to the histories of their zones the keys that the ceremony of `lost` made or was to make,
/// and those of the attempts before it that it was to destroy: they are destroyed at `now`, if
/// they are there. Gives them back, in the order of the recipe. Errc::refused for a key with a
/// name that no attempt at this ceremony up to that of `lost` gives, and for one that a history
/// knows. Errors of from_recipe(). REQUIRES: `lost` says which ceremony it is.
[[nodiscard]] Result<std::vector<timeline::Key>> add_orphans(
    std::vector<timeline::History>& histories, const recipe::Recipe& lost, UtcTime now);

}  // namespace ceremony::plan
