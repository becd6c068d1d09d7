// SPDX-License-Identifier: BSD-3-Clause
//
// slots.hpp -- from the lives of keys to the sets of keys, slot by slot. For timeline/ only.

#pragma once

#include "base/result.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// The most slots that a plan may have: an hourly grid for ten years. More are a mistake in a
/// policy, and would take memory before anybody saw it.
inline constexpr std::size_t max_slots = 100'000;

/// For a zone that another system signs: makes ZonePlan::slots_before of what is known of its keys,
/// until the end of the hand-over. The oldest state that is known is taken to be as old as caches
/// can tell, and signatures to last as long as the policy says. REQUIRES: the lives of the keys are
/// those that are known, and a key is active.
void reconstruct_slots(Draft& draft);

/// Fills ZonePlan::slots, from Draft::from to Draft::end, without CDS sets. A slot begins on every
/// point of the grid, whenever the keys of the set or the signers of it or of the zone change,
/// at each of `boundaries` (ascending), and when the refresh of the one before demands it. One that
/// begins before Draft::first has the TTL of the slots of the ceremony before that it takes the
/// place of, if that is shorter than the policy's.
/// Errc::limit for too many slots and for signatures that do not fit their 32-bit times,
/// Errc::refused when a slot of the grid is longer than the refresh allows.
[[nodiscard]] Outcome make_slots(Draft& draft, const std::vector<UtcTime>& boundaries);

/// Do the new slots have the same keys and zone signers as those of the ceremony before, at every
/// instant before Draft::first? Errc::semantics when the history contradicts itself.
[[nodiscard]] Outcome check_handover(const Draft& draft);

}  // namespace ceremony::timeline
