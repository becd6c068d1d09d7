// SPDX-License-Identifier: BSD-3-Clause
//
// upkeep.hpp -- keys that are made ahead for their backup, keys that are destroyed, and what of
// the ceremony before matters no more. For timeline/ only.

#pragma once

#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// Where keys wait for a backup: makes those that the next ceremony will need, if it is as long
/// as this one, and has a gate for each key that is not backed up yet. REQUIRES: the keys are
/// planned.
void prepare_backups(Draft& draft);

/// Destroys the keys of the bunker that nobody can need again. A ZSK has left every set more than
/// Iret ago. Of a KSK people have confirmed that its DS is gone and that the last result, which
/// does not list it, was taken over; every set that listed it has expired. One that several zones
/// share goes when that is so for all of them, which are planned together.
void destroy_keys(Draft& draft);

/// Drops the slots of the ceremony before of which no cache has anything any more.
void forget_slots(Draft& draft);

}  // namespace ceremony::timeline
