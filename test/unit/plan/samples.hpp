// SPDX-License-Identifier: BSD-3-Clause
//
// samples.hpp -- plans by hand for the tests of plan/.

#pragma once

#include <string_view>

#include "plan/chain_plan.hpp"
#include "plan/to_recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::test {

UtcTime time_of(std::string_view text);
dns::Name name_of(std::string_view text);
/// 64 octets with this value: the form of a P-256 key.
Bytes key_data(Byte value);
/// A P-256 key of these zones in the bunker, with an ID of 16 octets with this value and
/// key_data(value), as if a ceremony before had made it.
timeline::Key existing_key(recipe::KeyRole role, Byte value, std::vector<dns::Name> zones);
/// The same, still to be made: without ID and public key.
timeline::Key new_key(recipe::KeyRole role, std::vector<dns::Name> zones);

/// Everything a plan can have: zones nl. and example., which share a KSK, keys of every custody,
/// keys that are made and destroyed, sets with CDS of both kinds and a revoked key, sets of the
/// ceremony before, changes and gates of every kind, and an event of every kind.
plan::ChainPlan sample_plan();
/// Ceremony 12, attempt 1 of nl-registry, with one site.
plan::RecipeFrame sample_frame();

}  // namespace ceremony::test
