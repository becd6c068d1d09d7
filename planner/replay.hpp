// SPDX-License-Identifier: BSD-3-Clause
//
// replay.hpp -- is a recipe what this planner makes of the same input?

#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "json/document.hpp"
#include "planner/options.hpp"
#include "planner/shown_plan.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Plans again, at the time and from the starts that the recipe says, for the zones that it has
/// sets of, with the results and keys that the options name. What is different: nothing when the
/// octets are the same, or, of a recipe that was carried out, all but its results and the hash of
/// what it was. Errors of make_recipe(), which tells what there is to tell.
[[nodiscard]] Result<std::optional<std::string>> difference_from_own(
    const ShownPlan& shown,
    const Options& options,
    const policy::Configuration& configuration,
    const program::Program& program);

/// What is said of a value that only one of two texts has.
struct OnlyIn {
    std::string theirs = "too much";
    std::string ours = "missing";
};

/// The first value, in the order of the text, in which `theirs` is not `ours`: its path, and how;
/// nothing when they say the same.
[[nodiscard]] std::optional<std::string> first_difference(json::Value theirs,
                                                          json::Value ours,
                                                          const OnlyIn& only_in = {});

}  // namespace ceremony::planner
