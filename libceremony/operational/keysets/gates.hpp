// SPDX-License-Identifier: BSD-3-Clause
//
// gates.hpp -- which steps of a plan that wait for somebody may be taken.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/time.hpp"
#include "policy/policy.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

/// When the sets of stage `stage` may be published as far as the gates of `plan` go; nothing when
/// one of them is not known to have opened. REQUIRES: gates name keys of the plan.
[[nodiscard]] std::optional<UtcTime> opening_of(const timeline::ZonePlan& plan,
                                                std::uint16_t stage,
                                                std::span<const policy::Event> events);

}  // namespace ceremony::keysets
