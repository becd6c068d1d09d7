// SPDX-License-Identifier: BSD-3-Clause
//
// zone_sets.hpp -- all key sets of a zone, from every file that has some, and what the plan alone
// says about them.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "dns/name.hpp"
#include "keysets/from_cooked.hpp"
#include "keysets/keyset.hpp"
#include "keysets/state.hpp"
#include "recipe/recipe.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

/// Everything the store has for one zone.
struct ZoneSets {
    std::vector<Keyset> sets;
    std::map<crypto::Sha256, timeline::ZonePlan> plans;  ///< by file, of those that have one
};

/// The sets and plans of all zones in `files`, which stand in the order of their import: of two of
/// one ceremony, the later is the newer.
[[nodiscard]] std::map<dns::Name, ZoneSets> by_zone(std::vector<Contents> files);

/// What holds for sets that have no plan.
struct Customs {
    timeline::Seconds clock_skew = 0;
    timeline::Seconds inception_offset = 0;  ///< without a slot, used so long after the inception
};

/// The track whose sets are to be published.
[[nodiscard]] recipe::Word track_of(const ZoneState& zone);

/// The sets of a track by file, the newest last, time and stage.
[[nodiscard]] std::vector<const Keyset*> sets_of(const ZoneSets& zone, const recipe::Word& track);

/// Of the first set and of the last; nothing when there are none.
struct Period {
    UtcTime from;
    UtcTime until;
};
[[nodiscard]] std::optional<Period> period_of(std::span<const Keyset* const> sets);

/// The set that the plan has at `time`, whatever was published; null when there is none.
[[nodiscard]] const Keyset* choose_by_plan(const ZoneSets& zone,
                                           const recipe::Word& track,
                                           const Customs& customs,
                                           UtcTime time);

/// The sets of a track in the order in which the plan has them, stage 0, each ceremony from its
/// first slot on in place of the one before.
[[nodiscard]] std::vector<const Keyset*> line_of(const ZoneSets& zone, const recipe::Word& track);

/// Has a newer file sets, among `sets`, from the beginning of this one on or before?
[[nodiscard]] bool is_overtaken(std::span<const Keyset* const> sets, const Keyset& set);

/// The set called `name`; null when it is not there.
[[nodiscard]] const Keyset* find_set(const ZoneSets& zone, const SetName& name);

}  // namespace ceremony::keysets
