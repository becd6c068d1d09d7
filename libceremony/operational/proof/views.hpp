// SPDX-License-Identifier: BSD-3-Clause
//
// views.hpp -- which versions of the DS set, the DNSKEY set and the zone's signatures a plan has,
// and when each may be served and seen. For proof.hpp, which says by which rule, and its parts.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "proof/proof.hpp"
#include "timeline/model.hpp"

namespace ceremony::proof {

/// Seconds after 1970-01-01 00:00:00.
using Instant = std::int64_t;
/// Later, or earlier if negative, than every time and every sum of a few of them.
inline constexpr Instant forever = std::numeric_limits<Instant>::max() / 8;

/// It may be served in [from, until) and seen in [from, seen_until).
struct Window {
    Instant from = 0;
    Instant until = 0;
    Instant seen_until = 0;

    friend bool operator==(const Window&, const Window&) = default;
};

/// A DNSKEY set, or keys that sign the zone in one slot or several in a row.
struct ChildVersion {
    SlotNumber number;                     ///< of the first slot
    const timeline::Slot* slot = nullptr;  ///< borrowed from the plan; null: none at all
    Instant planned_until = 0;             ///< where the next takes its place, if nobody is late
    Window window;
};

struct DsVersion {
    std::size_t number = 0;                ///< 0: before all changes
    const timeline::DsSet* set = nullptr;  ///< borrowed from the plan
    Window window;
};

/// The versions before and after a hand-over, each by time.
struct ChildVersions {
    std::vector<ChildVersion> before;
    std::vector<ChildVersion> planned;
};

struct Views {
    ChildVersions keys;
    ChildVersions zone;
    std::vector<DsVersion> ds;
    Instant begin = 0;      ///< from which on the plan answers for what is seen
    Instant end = forever;  ///< from which on nobody asks
    Instant promised = 0;   ///< until then it must be safe
};

/// One step of the plan that is up to `by` seconds late, or, with `forever`, never happens; what is
/// to be published meanwhile is as late. Of the steps at the parent only those can be late that the
/// plan assumes: the others may happen at any time anyway.
struct Delay {
    Step::What what{};
    std::size_t number = 0;
    Instant by = 0;
};

/// REQUIRES as prove(). The result borrows from `plan`.
[[nodiscard]] Views views_of(const timeline::ZonePlan& plan,
                             const std::optional<Delay>& delay = std::nullopt);

}  // namespace ceremony::proof
