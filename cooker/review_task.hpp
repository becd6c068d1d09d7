// SPDX-License-Identifier: BSD-3-Clause
//
// review_task.hpp -- what each part of guard_review.hpp is given. For guard_review.cpp and its
// parts only.

#pragma once

#include "cooker/guard.hpp"
#include "cooker/review_findings.hpp"
#include "recipe/key_index.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// A recipe that is held against a guard, and what was found.
struct ReviewTask {
    const Guard& guard;
    const recipe::Recipe& recipe;
    const recipe::KeyIndex& index;
    recipe::IdFromLabel id_from_label;
    ReviewFindings& findings;
};

}  // namespace ceremony::cooker
