// SPDX-License-Identifier: BSD-3-Clause
//
// cds.hpp -- what the child asks its parent for (RFC 7344, RFC 8078). For timeline/ only.

#pragma once

#include <vector>

#include "base/time.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// When slots have to begin so that CDS sets come and go in time; ascending. None when the policy
/// has no CDS sets. REQUIRES: all changes of the DS set are planned.
[[nodiscard]] std::vector<UtcTime> cds_boundaries(const Draft& draft);

/// Gives the slots their CDS sets, as the policy says. One never asks for a DS before it may be
/// submitted, because a parent may take it over at once; nor for what is taken back, instead of
/// which it asks for what was there before. REQUIRES: slots are made.
void add_cds(Draft& draft);

}  // namespace ceremony::timeline
