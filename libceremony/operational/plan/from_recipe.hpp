// SPDX-License-Identifier: BSD-3-Clause
//
// from_recipe.hpp -- a recipe, cooked or not, back to the plans of its chain.
//
// What to_recipe() was given comes back, with the names that the keys got. Of a cooked recipe
// also what came of it: public keys and tags, and in Key::observed which keys were made and
// destroyed. Whether the results are believed (attestation, signatures) is not asked here.

#pragma once

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::plan {

/// Errc::semantics when the recipe has no plan; the errors of read_plan(); Errc::refused when an
/// action does not fit the plan: a set of a zone or with a key that the plan does not know, a set
/// without a publication, of another track than `main` or of a later stage, sets of a zone that
/// overlap or leave a gap, a public key other than the plan has. Slots come in the order of time.
[[nodiscard]] Result<ChainPlan> from_recipe(const recipe::Recipe& recipe);

/// The same without ZonePlan::slots, so that the sets may be of any track and stage. Errors as
/// above, but for those about sets.
[[nodiscard]] Result<ChainPlan> keys_from_recipe(const recipe::Recipe& recipe);

}  // namespace ceremony::plan
