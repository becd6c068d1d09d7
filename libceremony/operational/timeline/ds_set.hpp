// SPDX-License-Identifier: BSD-3-Clause
//
// ds_set.hpp -- a DS set at the parent as a value: what it is with one key more or less. For
// timeline/ only.
//
// All keys of a set have the same digest types. Validators may use the records of the strongest
// type alone (RFC 4509, section 3, has them do so for SHA-1 beside SHA-256): to those, a key that
// alone has a stronger type would be alone in the set.

#pragma once

#include <vector>

#include "timeline/model.hpp"

namespace ceremony::timeline {

/// Do both have records of the same keys, of whichever digest types?
[[nodiscard]] bool names_same_keys(const DsSet& a, const DsSet& b);

/// `set`, and behind it all records of `key`: one for each digest type that the first key of the
/// set has, or for each of `digests` when the set is empty. REQUIRES: !has_key(set, key).
[[nodiscard]] DsSet with_key(DsSet set, KeyIndex key, const std::vector<dns::DigestType>& digests);
/// `set` without the records of `key`, if it has any.
[[nodiscard]] DsSet without_key(DsSet set, KeyIndex key);
/// The same keys in the same order, each with a record for each of `digests`.
[[nodiscard]] DsSet with_digests(const DsSet& set, const std::vector<dns::DigestType>& digests);

/// The set after all changes of the plan.
[[nodiscard]] const DsSet& last_ds(const ZonePlan& plan);

}  // namespace ceremony::timeline
