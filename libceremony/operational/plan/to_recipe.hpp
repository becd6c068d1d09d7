// SPDX-License-Identifier: BSD-3-Clause
//
// to_recipe.hpp -- the plans of a chain to the recipe of one ceremony.
//
// The actions are exactly those needed: haveKey for each existing key of the bunker that a set
// of this recipe has or is signed by, deleteKey and generateKey for the keys whose lives say so,
// a produceSignedKeyset for each slot of each zone, and, where an exportable ZSK is made, an
// importPublicKey for each site and an exportKeypair for each such ZSK and site.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::plan {

/// The RSA key that ZSKs are wrapped with for one site.
struct SiteKey {
    std::string label;
    Bytes data;  ///< RFC 3110
    std::optional<recipe::Source> source;

    friend bool operator==(const SiteKey&, const SiteKey&) = default;
};

/// What a recipe says that no plan of a zone does.
struct RecipeFrame {
    UtcTime timestamp;
    std::string description;
    recipe::Ceremony ceremony;
    std::vector<SiteKey> sites;  ///< labels differ
    bool rehearsal = false;
};

/// Keys that are to be made get their names (ids.hpp). Errc::semantics when a plan cannot be said
/// in a recipe: a set without keys or signers, a signer that the bunker does not hold, a key of
/// somebody else whose public part is not known, a number that does not fit; Errc::configuration
/// when a ZSK is to be exported and there is no site; Errc::limit when it is larger than a recipe
/// can be. REQUIRES: every KeyIndex is one of keys of its zone.
[[nodiscard]] Result<recipe::Recipe> to_recipe(ChainPlan plan, const RecipeFrame& frame);

}  // namespace ceremony::plan
