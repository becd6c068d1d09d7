// SPDX-License-Identifier: BSD-3-Clause
//
// zsk.hpp -- the rollovers of ZSKs (RFC 7583, section 3.2). For timeline/ only.

#pragma once

#include <optional>

#include "base/result.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// Plans the ZSKs of the zone: the rest of a rollover that the history began, then as many as the
/// lifetime demands before the end that was asked for. Errc::refused when there is none to begin
/// with. REQUIRES: KSKs are planned.
[[nodiscard]] Outcome plan_zsks(Draft& draft);

/// When the rollover that the history began will have ended; nothing when there is none, the end
/// of the plan or later when it does not end within it.
[[nodiscard]] std::optional<UtcTime> end_of_zsk_rollover(const Draft& draft);

}  // namespace ceremony::timeline
