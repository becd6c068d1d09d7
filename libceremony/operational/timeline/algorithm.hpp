// SPDX-License-Identifier: BSD-3-Clause
//
// algorithm.hpp -- from one signing algorithm to another, in the conservative order of RFC 6781,
// section 4.1.4. For timeline/ only.
//
// A new ZSK signs the zone before it is published; then the new KSK and ZSK enter the set, which
// both algorithms sign; then the DS changes; then the old keys leave the set; then the old ZSK
// stops to sign. No key is rolled over meanwhile for another reason.

#pragma once

#include "base/result.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// Is a key in use that has another algorithm than the policy wants?
[[nodiscard]] bool is_algorithm_changing(const Draft& draft);

/// Plans the steps that are left, as far as they lie in this plan; is the rollover then at its
/// end? Where followers of RFC 5011 have to see the old KSKs revoked, the old ZSKs stay in the set
/// as long. A zone that follows another's KSKs does with its ZSKs what these ask for.
///
/// Errc::refused where it cannot be done: with double-DS, which would have a DS of an algorithm
/// that does not sign; in the middle of a KSK rollover; for a zone that goes insecure; for one
/// that follows and has no ZSK of the new algorithm.
[[nodiscard]] Result<bool> plan_algorithm(Draft& draft);

}  // namespace ceremony::timeline
