// SPDX-License-Identifier: BSD-3-Clause
//
// histories.hpp -- what is known of each zone before the next plan: from the results of
// ceremonies, from what people observed, and from keys that were brought along.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "plan/keys_file.hpp"
#include "recipe/recipe.hpp"
#include "timeline/history.hpp"

namespace ceremony::plan {

/// One for each zone that a recipe plans, in the order in which they first come. Of a zone that
/// several recipes plan the last counts. Key::listed_until is brought up to date. Errors of
/// from_recipe(); Errc::semantics when a recipe does not say which ceremony it is of.
[[nodiscard]] Result<std::vector<timeline::History>> histories_of(
    const std::vector<recipe::Recipe>& results);

/// Adds the keys to the histories of their zones; a zone that has none yet gets one. Errc::refused
/// for a key that is known already.
[[nodiscard]] Outcome add_keys(std::vector<timeline::History>& histories,
                               const std::vector<BroughtKey>& keys);

/// Adds what was observed by `now`. Events of zones and backups of keys that are not known are
/// passed over: they may be of another chain. A key is seen at its parent, and gone from there,
/// with all DS records that the plans have of it. Errc::refused for a DS that none of the known
/// keys of its zone has, and for what was observed after `now` or before there was the key.
[[nodiscard]] Outcome add_events(std::vector<timeline::History>& histories,
                                 const std::vector<policy::Event>& events,
                                 UtcTime now);

}  // namespace ceremony::plan
