// SPDX-License-Identifier: BSD-3-Clause
//
// compared_actions.hpp -- what two recipes do, in words, and what their files say beyond them.

#pragma once

#include <string>
#include <vector>

#include "plan/chain_plan.hpp"
#include "program/recipe_file.hpp"

namespace ceremony::planner {

/// What each action does, by the names of the keys: "destroys example. K1", "makes set 3 of
/// example.", "exports example. Z2 for \"recipekey\"". Sets are numbered by time. Keys that the
/// plan does not know are called by their IDs.
[[nodiscard]] std::vector<std::string> deeds_of(const recipe::Recipe& recipe,
                                                const plan::ChainPlan& plan);

/// A recipe and its plan.
struct Compared {
    const recipe::Recipe& recipe;
    const plan::ChainPlan& plan;
};

/// "new: destroys example. K1", ...: what only one of them does, and whether the rest is in the
/// same order. Sets are passed over: the plans have them.
[[nodiscard]] std::vector<std::string> differences_of_deeds(const Compared& before,
                                                            const Compared& after);

/// `before` as it would be if what the preamble, the plans and deeds_of() say were that of `after`:
/// where it still differs from `after`, neither of them tells. What a plan says of a key in a set
/// is which it is and, among the keys and signers, whether it is revoked.
[[nodiscard]] recipe::Recipe with_told_of(const Compared& before, const Compared& after);

}  // namespace ceremony::planner
