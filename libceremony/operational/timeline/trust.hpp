// SPDX-License-Identifier: BSD-3-Clause
//
// trust.hpp -- when validators that follow RFC 5011 trust a KSK. For timeline/ only.

#pragma once

#include "base/time.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// When every validator that follows RFC 5011 trusts a key that is in the set from
/// Life::publish on. REQUIRES: it is published.
[[nodiscard]] UtcTime trusted_from(const Draft& draft, KeyIndex key);

/// Makes keys that ceremonies before published without regard to RFC 5011 ready when validators
/// that follow it trust them, if the policy follows it by now.
void hold_down_published(Draft& draft);

}  // namespace ceremony::timeline
