// SPDX-License-Identifier: BSD-3-Clause
//
// brought_ds.hpp -- what another system did at the parent. For timeline/ only.

#pragma once

#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// For the first ceremony of a zone: makes ZonePlan::ds_before and ds_changes of when the DS
/// records of its keys were seen and gone. Where one took the place of another, the new one is
/// taken to have been there as long as the old one was gone. REQUIRES: both are empty.
void reconstruct_ds(Draft& draft);

}  // namespace ceremony::timeline
