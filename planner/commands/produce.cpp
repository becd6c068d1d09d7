// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/produce.hpp"

#include <utility>

#include "base/write_file.hpp"
#include "plan/from_recipe.hpp"
#include "planner/command_again.hpp"
#include "planner/make_recipe.hpp"
#include "planner/used_configuration.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "program/times.hpp"
#include "recipe/write.hpp"

namespace ceremony::planner {

namespace {

Result<std::string> write(const recipe::Recipe& recipe, const std::string& spec) {
    if (spec == "v1.1") {
        return recipe::write_recipe(recipe);
    }
    return recipe::write_recipe_v1_0(recipe);
}

// When an existing recipe was planned, and from when on.
Outcome take_times(const std::string& path, timeline::Request& request) {
    const program::RecipeFile file = TRY(program::read_recipe_file(path).in("--like"));
    const plan::ChainPlan plan = TRY(plan::from_recipe(file.recipe).in(path));
    request.now = file.recipe.preamble.timestamp;
    for (const timeline::ZonePlan& zone : plan.zones) {
        if (!zone.slots.empty()) {
            const bool handed_over = zone.handover_until > zone.slots.front().from;
            request.from = TRY(UtcTime::from_seconds(zone.handover_until.seconds() -
                                                     (handed_over ? zone.timing.handover : 0)));
            break;
        }
    }
    return Nothing{};
}

Result<timeline::Request> read_request(const Options& options, const program::Program& program) {
    timeline::Request request;
    request.until = TRY(program::time_from_argument("UNTIL", options.until));
    if (options.like) {
        TRY(take_times(*options.like, request));
    } else {
        request.now =
            TRY(options.now ? program::time_from_argument("--now", *options.now) : program.clock());
    }
    if (options.from) {
        request.from = TRY(program::time_from_argument("--from", *options.from));
    }
    return request;
}

}  // namespace

Outcome produce(const Options& options, const program::Program& program) {
    if (options.spec != "v1.1" && options.spec != "v1.0") {
        return misused("--spec: not v1.0 or v1.1");
    }
    const timeline::Request request = TRY(read_request(options, program));
    const policy::Configuration configuration = TRY(use_configuration(options.config, program));
    const recipe::Recipe recipe = TRY(make_recipe(options, configuration, request, program));
    const std::string text = TRY(write(recipe, options.spec));
    constexpr unsigned mode = 0644;  // others have to read it before they approve it
    TRY(write_file(options.output, text, {Existing::refuse, Links::refuse, mode}));
    TRY(program.err("The same again: " + command_again(options, request) + "\n"));
    const crypto::Sha256 sha256 = TRY(crypto::sha256(as_bytes(text)));
    return program.out(program::hash_lines(sha256, options.output));
}

}  // namespace ceremony::planner
