// SPDX-License-Identifier: BSD-3-Clause

#include "planner/times.hpp"

#include <optional>

#include "plan/from_recipe.hpp"
#include "program/times.hpp"

namespace ceremony::planner {

Result<Times> read_times(const Options& options, const program::Program& program) {
    using program::time_from_argument;
    Times times;
    if (options.like) {
        const program::RecipeFile file = TRY(program::read_recipe_file(*options.like).in("--like"));
        times = times_of(file.recipe, TRY(plan::from_recipe(file.recipe).in(*options.like)));
    } else {
        times.request.now =
            TRY(options.now ? time_from_argument("--now", *options.now) : program.clock());
    }
    times.request.until = TRY(time_from_argument("UNTIL", options.until));
    if (options.from) {
        times.request.from = TRY(time_from_argument("--from", *options.from));
        times.starts.clear();
    }
    return times;
}

Times times_of(const recipe::Recipe& recipe, const plan::ChainPlan& plan) {
    Times times;
    times.request.now = recipe.preamble.timestamp;
    for (const timeline::ZonePlan& zone : plan.zones) {
        if (zone.slots.empty()) {
            continue;
        }
        if (times.starts.empty()) {
            times.request.until = zone.until;
        }
        times.starts.emplace(zone.zone, zone.slots.front().from);
    }
    return times;
}

}  // namespace ceremony::planner
