// SPDX-License-Identifier: BSD-3-Clause
//
// oracle.hpp -- judges a plan by brute force: every instant, every import, every pair of fetches.
//
// It shares no code with proof/ and knows no intervals: what may be served at an instant follows
// from the sentences in proof.hpp, and what is seen from looking at each instant that a cache may
// have fetched at. For plans of some hundred seconds.

#pragma once

#include <cstdint>
#include <optional>

#include "timeline/model.hpp"

namespace ceremony::test {

/// One thing that happens so many seconds later than it was planned.
struct Late {
    enum class What : std::uint8_t {
        publication,  ///< of slot `number`, and of all that are in turn until then
        import,       ///< from the end of the hand-over
        parent        ///< change `number`, which is assumed, from its earliest
    };
    What what{};
    std::size_t number = 0;
    std::int64_t by = 0;
};

/// The first bogus instant before `end`; nothing when there is none.
std::optional<std::int64_t> first_bogus(const timeline::ZonePlan& plan,
                                        std::int64_t end,
                                        const std::optional<Late>& late = std::nullopt);

/// Is a resolver that has this DS set, this DNSKEY set (null: an answer that there is none) and
/// records signed like this (null: not at all) betrayed at `now`?
bool is_bogus(const timeline::ZonePlan& plan,
              const std::vector<timeline::DsAtParent>& ds,
              const timeline::Slot* keys,
              const timeline::Slot* zone,
              std::int64_t now);

}  // namespace ceremony::test
