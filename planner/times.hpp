// SPDX-License-Identifier: BSD-3-Clause
//
// times.hpp -- when a ceremony is planned, and for which time.

#pragma once

#include <map>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"
#include "program/recipe_file.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::planner {

struct Times {
    timeline::Request request;
    /// Where the sets of a zone begin, when that is known; else the request decides.
    std::map<dns::Name, UtcTime> starts;
};

/// As the options say, or those of the recipe `--like`; without either `now` is that of the clock.
/// Errc::usage for a time that is none. Errors of reading.
[[nodiscard]] Result<Times> read_times(const Options& options, const program::Program& program);

/// Those with which `plan`, that of `recipe`, was made: the same planner makes it again from them.
/// The end is that of the first zone that has sets.
[[nodiscard]] Times times_of(const recipe::Recipe& recipe, const plan::ChainPlan& plan);

}  // namespace ceremony::planner
