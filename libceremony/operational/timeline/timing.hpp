// SPDX-License-Identifier: BSD-3-Clause
//
// timing.hpp -- the numbers that a policy gives a plan.

#pragma once

#include "policy/policy.hpp"
#include "timeline/model.hpp"

namespace ceremony::timeline {

/// S: how long the online signer goes on serving signatures of a key that it stopped to sign
/// with. None when it signs everything anew at once.
[[nodiscard]] Seconds resigning(const policy::ZoneSignatures& signatures) noexcept;

/// What the policy says; of the parent nothing when there is none.
[[nodiscard]] Timing timing_of(const policy::Policy& policy) noexcept;

}  // namespace ceremony::timeline
