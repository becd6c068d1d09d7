// SPDX-License-Identifier: BSD-3-Clause
//
// plan_zone.hpp -- from a policy and a history to the plan of one zone.
//
// A pure function: no clock, no randomness, and the time it takes grows with the slots. Keys that
// are to be made have no ID yet. Whether the plan is safe, the proof says (proof/).

#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "policy/policy.hpp"
#include "timeline/history.hpp"
#include "timeline/model.hpp"

namespace ceremony::timeline {

using policy::Goal;

struct Request {
    UtcTime now;
    /// The first instant to plan; nothing: the end of the last ceremony, or now if that is later.
    std::optional<UtcTime> from;
    UtcTime until;  ///< after it come the slots of the reserve, in which nothing changes
    Goal goal = Goal::secure;
};

/// The keys of the history come first in the plan, in the same order. Errc::refused, with the
/// numbers and what would have to change, when there is no safe plan; Errc::semantics when the
/// history contradicts itself; Errc::limit when a signature would not fit its 32-bit times or
/// there are too many slots. REQUIRES: policy::check_policy() finds nothing; every index in the
/// history is one of its keys.
[[nodiscard]] Result<ZonePlan> plan_zone(History history,
                                         const policy::Policy& policy,
                                         const Request& request);

/// The same for zones that share their KSKs; the first is the one that the others share them with.
/// Their KSKs have one life, and what the parents are to do is planned for all zones or for none: a
/// DS counts as seen when it was seen for each. What each parent did is in the plan of its zone.
/// The TTLs and delays in force are the largest of all zones. Errc::refused also when the zones do
/// not have the same KSKs, when their parents have DS sets of which one cannot follow the other, or
/// for policies that differ in what KSKs depend on. REQUIRES: at least one zone, and a policy for
/// each.
[[nodiscard]] Result<std::vector<ZonePlan>> plan_zones_with_one_ksk(
    std::vector<History> histories,
    const std::vector<const policy::Policy*>& policies,
    const Request& request);

}  // namespace ceremony::timeline
