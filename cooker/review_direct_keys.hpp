// SPDX-License-Identifier: BSD-3-Clause
//
// review_direct_keys.hpp -- keys of others, of which the recipe brings the public part. A part
// of guard_review.hpp.

#pragma once

#include "base/result.hpp"
#include "cooker/review_task.hpp"

namespace ceremony::cooker {

/// guard.direct-keys and possession, for each key in full that stands in a key set or that CDS
/// records are of. Errc::internal.
[[nodiscard]] Outcome review_direct_keys(const ReviewTask& task);

}  // namespace ceremony::cooker
