// SPDX-License-Identifier: BSD-3-Clause
//
// select.hpp -- which key set of a zone is right at a time.
//
// By the plan that is the set in whose slot the time lies, of the newest ceremony and of the
// highest stage whose gates are open. But caches hold what was really published, not what was
// planned. So after a set was late, the next change waits as long as the plan would have it wait
// (change.hpp), less the lateness that the plan allows; a change that was missed altogether is made
// up for first, also when the ceremony that has it was imported too late for it. Where a plan
// takes for granted what the parent does, and the parent was to be asked later, the keys that rest
// on it are as much later (parent_wait.hpp). Nothing here ever goes back: to a ceremony before, to
// a lower stage, to an earlier slot. What is published stays where no answer is safe, and at last
// where keys would follow each other that no plan has so (signer_gap.hpp).

#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/time.hpp"
#include "keysets/keyset.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"
#include "policy/policy.hpp"

namespace ceremony::keysets {

/// What is known of a zone when one of its sets is chosen.
struct Situation {
    const ZoneSets& zone;
    const ZoneState& state;
    std::span<const policy::Event> events;  ///< of all zones
    Customs customs;
    UtcTime now;
    std::span<const StoredFile> files = {};  ///< what was imported, and when
};

struct Choice {
    /// What is to be published now, which may be what is published already: that goes to whoever
    /// does not have it yet. Null: nothing is to be done, whatever is published stays.
    const Keyset* set = nullptr;
    /// What people have to know: why nothing is chosen, or not what the plan has. Empty when all is
    /// well.
    std::string alarm;
    std::optional<UtcTime> again;  ///< the first instant at which the answer may be another
};

[[nodiscard]] Choice choose(const Situation& situation);

}  // namespace ceremony::keysets
