// SPDX-License-Identifier: BSD-3-Clause
//
// earliest_entry.hpp -- how long a change of keys has to wait for those that were published before
// it.

#pragma once

#include "base/time.hpp"
#include "keysets/keyset.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

/// What is behind a zone, and the plan of what is before it.
struct Past {
    const ZoneSets& zone;
    const ZoneState& state;
    const timeline::ZonePlan& plan;
};

/// When `next`, a set of past.plan, may take the place of `published`: after each change that was
/// published, the wait that the plan keeps between the two (change.hpp), less the lateness that it
/// allows. The beginning of time when it depends on none.
[[nodiscard]] UtcTime earliest_entry(const Past& past, const Keyset& published, const Keyset& next);

}  // namespace ceremony::keysets
