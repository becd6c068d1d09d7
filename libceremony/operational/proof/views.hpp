// SPDX-License-Identifier: BSD-3-Clause
//
// views.hpp -- which versions of the DS set, the DNSKEY set and the zone's signatures a plan has,
// and when each may be served and seen. For proof.hpp, which says by which rule, and its parts.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
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
    std::size_t number = 0;                                  ///< 0: before all changes
    const std::vector<timeline::DsAtParent>* set = nullptr;  ///< borrowed from the plan
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
    Instant begin = 0;     ///< from which on the plan answers for what is seen
    Instant promised = 0;  ///< until then it must be safe
};

/// What people do at the parent.
enum class Parent : std::uint8_t {
    as_assumed,  ///< assumed changes happen
    idle         ///< from a given change on nothing is known to be complete
};

/// REQUIRES as prove(). With `idle`, changes from number `idle_from` on that are assumed happen at
/// any time or never. The result borrows from `plan`.
[[nodiscard]] Views views_of(const timeline::ZonePlan& plan,
                             Parent parent = Parent::as_assumed,
                             std::size_t idle_from = 0);

/// The views when the result of this ceremony is never imported.
[[nodiscard]] Views views_without_import(const timeline::ZonePlan& plan);

}  // namespace ceremony::proof
