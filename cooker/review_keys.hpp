// SPDX-License-Identifier: BSD-3-Clause
//
// review_keys.hpp -- which kinds of keys may stand in sets, which may leave, and under what. A
// part of guard_review.hpp.

#pragma once

#include "base/result.hpp"
#include "cooker/review_task.hpp"

namespace ceremony::cooker {

/// guard.algorithms, rsa-min-bits and export, for keys of zones.
void review_zone_keys(const ReviewTask& task);

/// guard.wrapping-keys, for each transport key that the recipe states in full; the others are
/// looked at on their token. Errc::internal.
[[nodiscard]] Outcome review_transport_keys(const ReviewTask& task);

}  // namespace ceremony::cooker
