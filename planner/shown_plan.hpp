// SPDX-License-Identifier: BSD-3-Clause
//
// shown_plan.hpp -- what is shown of a recipe: its plan, proven once more, and names for its keys.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "program/progress.hpp"
#include "program/recipe_file.hpp"
#include "proof/proof.hpp"

namespace ceremony::planner {

struct ShownPlan {
    program::RecipeFile file;
    plan::ChainPlan plan;
    /// One a zone; that of a zone without sets says nothing.
    std::vector<proof::Verdict> verdicts;

    [[nodiscard]] bool is_safe() const noexcept;
};

/// Proves the plan of a recipe. Errors as of plan::from_recipe().
[[nodiscard]] Result<ShownPlan> to_shown_plan(program::RecipeFile file,
                                              program::Progress* progress = nullptr);
/// Reads and proves. Errors as of read_recipe_file(), too.
[[nodiscard]] Result<ShownPlan> read_shown_plan(const std::string& path,
                                                program::Progress* progress = nullptr);

/// The verdict on each zone that has sets.
[[nodiscard]] std::vector<proof::Verdict> prove_all(const plan::ChainPlan& plan,
                                                    program::Progress* progress = nullptr);

/// Something that people have to do.
struct Duty {
    UtcTime at;  ///< not before
    std::string what;

    friend bool operator==(const Duty&, const Duty&) = default;
};

/// By time. REQUIRES: the plan has slots.
[[nodiscard]] std::vector<Duty> duties_of(const timeline::ZonePlan& plan);

}  // namespace ceremony::planner
