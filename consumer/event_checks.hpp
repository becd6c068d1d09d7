// SPDX-License-Identifier: BSD-3-Clause
//
// event_checks.hpp -- can that have been observed, and does it agree with what is recorded?

#pragma once

#include <map>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "dns/name.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// What an event has to agree with.
struct Known {
    const keysets::State& state;
    const std::map<dns::Name, keysets::ZoneSets>& zones;
};

[[nodiscard]] UtcTime observed_at(const policy::Event& event);

/// Are they about the same? Times aside.
[[nodiscard]] bool is_same_matter(policy::Event one, const policy::Event& other);

/// Errc::refused, with the reason: the same is recorded with another time, the key was made later,
/// or its DS would be gone before it was seen.
[[nodiscard]] Outcome check_event(const policy::Event& event, const Known& known);

/// Why it may be mistyped: nothing has such a key, or the parent did it before the plan, as it
/// really went, allowed it. Empty when neither is so.
[[nodiscard]] std::string doubt_about(const policy::Event& event, const Known& known);

}  // namespace ceremony::consumer
