// SPDX-License-Identifier: BSD-3-Clause
//
// ds_times.hpp -- when the changes at the parent that a plan has may be asked for, as it really
// went.

#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "keysets/key_changes.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

/// How the plan went until now.
struct Course {
    /// When the file of the plan was imported; nothing: as late as was planned.
    std::optional<UtcTime> imported;
    /// Since when its changes of keys are published; empty: as planned.
    std::vector<KeyChange> changes;
    UtcTime now;
};

/// One for each of plan.ds_changes, none before the one before it. One that adds the DS of a KSK
/// that is published before, or removes a DS, keeps its distance from the change of keys by which
/// the last of the keys that it is about came, or went, when that was late by more than the plan
/// allows; where that is not published yet, it is no sooner than it would be if it were published
/// today. A change that rests on the import of the result waits for it as long as nobody knows when
/// those keys were published.
[[nodiscard]] std::vector<UtcTime> ds_times(const timeline::ZonePlan& plan, const Course& course);

}  // namespace ceremony::keysets
