// SPDX-License-Identifier: BSD-3-Clause
//
// events.hpp -- which keys and zones the events of a configuration are about.

#pragma once

#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "dns/ds.hpp"
#include "plan/chain_plan.hpp"
#include "timeline/model.hpp"

namespace ceremony::plan {

/// Is it a DS record of this key, in this zone? Never for a key whose public part is not known. A
/// DS of a revoked key is none that anybody submits.
[[nodiscard]] Result<bool> has_ds(const timeline::Key& key,
                                  const dns::Name& zone,
                                  const dns::Ds& ds);

/// When a bunker made the key, so that nobody can have observed anything of it before: no later
/// than was planned, as the clock of the bunker may be ahead. Nothing: no result says that it was
/// made.
[[nodiscard]] std::optional<UtcTime> made_at(const timeline::Key& key);

/// Takes out of `plan.events` what nothing in the plan rests on: DS records of other zones, imports
/// of ceremonies that are the last of no zone, backups of keys that it does not know.
void keep_used_events(ChainPlan& plan);

}  // namespace ceremony::plan
