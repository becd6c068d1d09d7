// SPDX-License-Identifier: BSD-3-Clause
//
// shared_ksks.hpp -- zones with the same KSKs: what they have to have in common, and one life for
// the keys where each has a parent of its own. For timeline/ only.
//
// KSKs are planned as all zones together see them: a DS counts as seen, or gone, when it was for
// each. What is proven is another matter: each zone keeps the DS set that its own parent has.

#pragma once

#include <cstddef>
#include <vector>

#include "base/result.hpp"
#include "dns/name.hpp"
#include "policy/policy.hpp"
#include "timeline/draft.hpp"
#include "timeline/history.hpp"

namespace ceremony::timeline {

[[nodiscard]] std::vector<dns::Name> zones_of(const std::vector<History>& histories);

/// Errc::refused when the policies differ in what KSKs depend on. REQUIRES: a policy for each.
[[nodiscard]] Outcome check_agreement(const std::vector<History>& histories,
                                      const std::vector<const policy::Policy*>& policies);

/// Gives each history the numbers that are in force in any of them. Errc::refused when they do not
/// have the same KSKs, in the same order.
[[nodiscard]] Outcome join_numbers(std::vector<History>& histories,
                                   const std::vector<const policy::Policy*>& policies);

/// Gives the first one the KSKs as all of them see them. REQUIRES: join_numbers().
void join_keys(std::vector<History>& histories);

/// Errc::refused when `other` cannot change its KSKs at the same instants as `first`.
[[nodiscard]] Outcome check_times(const Draft& first, const Draft& other);

/// Errc::refused when a parent has a DS set that is not one of those which the zones together may
/// have by now: `joint` is the first zone as all see it, `own` as it is. REQUIRES: all are settled.
[[nodiscard]] Outcome check_parents(const Draft& joint,
                                    const Draft& own,
                                    const std::vector<Draft>& others);

/// The KSKs as they are planned for all zones, and what is to change at each parent.
struct SharedKsks {
    std::vector<Key> keys;
    std::vector<DsChange> changes;  ///< that this plan adds; they name `keys`
    std::vector<KskRollover> rollovers;
};

/// Of a draft with planned keys, in which `settled` changes at the parent come from the history.
[[nodiscard]] SharedKsks shared_ksks(const Draft& draft, std::size_t settled);

/// Gives `draft`, whose KSKs are planned, the DS set of `own`, its plan before anything was joined,
/// and behind it the changes that are planned for all.
void take_parent(Draft& draft, const ZonePlan& own, const SharedKsks& shared);

/// Gives the KSKs of `plan` what was observed of them in `own`.
void take_observed(ZonePlan& plan, const ZonePlan& own);

/// Gives `draft`, which is settled, the KSKs of the zone that it shares them with.
void adopt(Draft& draft, const SharedKsks& shared);

}  // namespace ceremony::timeline
