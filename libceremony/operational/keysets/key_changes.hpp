// SPDX-License-Identifier: BSD-3-Clause
//
// key_changes.hpp -- the changes of keys that a plan has, and since when each of them is real.

#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"

namespace ceremony::keysets {

/// A set of the plan that has other keys, or other signers, than the one before it.
struct KeyChange {
    UtcTime planned;
    /// Since when it is published; nothing: it is not, or the signer may not have heard of it.
    std::optional<UtcTime> since;

    friend bool operator==(const KeyChange&, const KeyChange&) = default;
};

/// Those of the track in service, in the order of the plan, as they are when all gates are open. A
/// change that was skipped counts from the one that went beyond it; one that the state has
/// forgotten, as planned.
[[nodiscard]] std::vector<KeyChange> key_changes(const ZoneSets& zone, const ZoneState& state);

}  // namespace ceremony::keysets
