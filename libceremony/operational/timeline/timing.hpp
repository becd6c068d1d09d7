// SPDX-License-Identifier: BSD-3-Clause
//
// timing.hpp -- the intervals of RFC 7583, section 3, and those of RFC 5011 and RFC 6781 that
// RFC 7583 leaves out.
//
// Functions have the names of the RFC's symbols, with the zone they are about at the end: c for
// the child, p for the parent. Everywhere Dprp of the child is Timing::child_delay(), because
// the consumer may be late; the parent's delays begin with what somebody observed. Results are
// seconds.

#pragma once

#include <optional>
#include <string>

#include "policy/check.hpp"
#include "policy/policy.hpp"
#include "timeline/model.hpp"

namespace ceremony::timeline {

inline constexpr Seconds add_hold_down = 30 * policy::day;  ///< RFC 5011, section 2.4.1

/// The numbers of `policy`. Without a parent, those of the parent are 0.
[[nodiscard]] Timing timing_of(const policy::Policy& policy) noexcept;

/// `own`, with every TTL, delay and safety margin that was larger in the plan before.
[[nodiscard]] Timing in_force(const Timing& own, const std::optional<Timing>& before) noexcept;

/// Which of the lasting numbers is larger in `own` than it was before, as the configuration calls
/// it: "zone.propagation from PT12H to P1D", several with commas; empty: none. They are in force
/// for what the ceremony before planned, too, which did not know of them.
[[nodiscard]] std::string risen(const Timing& own, const Timing& before);

/// Dsgn: until no record carries a signature of a key that signs no more. 0 for a signer that
/// signs everything anew at once.
[[nodiscard]] Seconds dsgn(const policy::ZoneSignatures& signature) noexcept;

/// Ipub of a ZSK, section 3.2.1: from its publication until it may sign.
[[nodiscard]] Seconds ipub_zsk(const Timing& timing) noexcept;
/// Iret of a ZSK, section 3.2.1 and 3.2.2: until it may leave the set; after it has signed for
/// the last time (pre-publication), after its successor began to sign (double-signature).
[[nodiscard]] Seconds iret_zsk(const Timing& timing, policy::ZskRoll roll) noexcept;

/// IpubC of a KSK, section 3.3.1: from its publication until a DS may point to it alone.
[[nodiscard]] Seconds ipub_c(const Timing& timing) noexcept;
/// IpubP, section 3.3.2: from the time its DS was seen until it may sign alone. The margin is at
/// least the clock skew, by which the consumer may be early: what it follows was observed, and not
/// planned with a delay that has the skew in it.
[[nodiscard]] Seconds ipub_p(const Timing& timing) noexcept;
/// Iret of double-DS, section 3.3.2: from the time the key set went without a key until its DS
/// may go.
[[nodiscard]] Seconds iret_c(const Timing& timing) noexcept;
/// Iret of double-KSK, section 3.3.1: from the time the DS was gone until the key may go. The
/// margin is as that of ipub_p().
[[nodiscard]] Seconds iret_p(const Timing& timing) noexcept;
/// Dreg: from the submission of a DS until all parent servers have it, as planned.
[[nodiscard]] Seconds dreg(const Timing& timing) noexcept;

/// How long before the end of a KSK's lifetime its rollover begins, sections 3.3.1 to 3.3.3: with
/// the submission of the DS (double-DS), or with the publication of the successor.
[[nodiscard]] Seconds lead_of_ksk(const Timing& timing, policy::KskRoll roll) noexcept;

/// From the first signature of a zone until its first DS: by then no cache has an answer without
/// a signature.
[[nodiscard]] Seconds ipub_first_ds(const Timing& timing) noexcept;

/// RFC 6781, section 4.1.4: from the first signature of another algorithm until a key of it is
/// published.
[[nodiscard]] Seconds ipub_algorithm(const Timing& timing) noexcept;

/// RFC 7583, section 3.3.4.1: how often a validator that follows RFC 5011 asks.
[[nodiscard]] Seconds modified_query_interval(const Timing& timing) noexcept;
/// D + Itrp, section 3.3.4.1: from the time after which no set without the new KSK can be seen
/// until every validator trusts it.
[[nodiscard]] Seconds hold_down(const Timing& timing) noexcept;
/// Irev, section 3.3.4.2: how long a key is published as revoked. 30 days, the remove hold-down
/// time of RFC 5011, section 2.4.2, and what the consumer may be late.
[[nodiscard]] Seconds irev(const Timing& timing) noexcept;

/// From the first to the last step of the policy's rollovers, its own numbers being in force: from
/// the submission of a DS or the publication of a key until the old one has left the set and the DS
/// set, or with RFC 5011 is revoked no longer.
[[nodiscard]] policy::Rollovers rollovers_of(const policy::Policy& policy) noexcept;

}  // namespace ceremony::timeline
