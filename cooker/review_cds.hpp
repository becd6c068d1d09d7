// SPDX-License-Identifier: BSD-3-Clause
//
// review_cds.hpp -- what the parent is asked to trust. A part of guard_review.hpp.

#pragma once

#include "cooker/review_task.hpp"

namespace ceremony::cooker {

/// guard.cds, for the CDS sets and for the request to remove the DS set.
void review_cds(const ReviewTask& task);

}  // namespace ceremony::cooker
