// SPDX-License-Identifier: BSD-3-Clause

#include "planner/make_recipe.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "encoding/hex.hpp"
#include "plan/deletions.hpp"
#include "plan/events.hpp"
#include "plan/from_recipe.hpp"
#include "plan/to_recipe.hpp"
#include "planner/background.hpp"
#include "planner/chain.hpp"
#include "planner/notes.hpp"
#include "planner/site_keys.hpp"
#include "planner/zones_to_plan.hpp"
#include "policy/check.hpp"
#include "recipe/check.hpp"

namespace ceremony::planner {

namespace {

void tell_doubts(const Assignment& assignment, const program::Program& program) {
    std::vector<bool> told(assignment.configuration.policies.size());
    for (const policy::Zone& zone : assignment.zones) {
        if (told[zone.policy]) {
            continue;
        }
        told[zone.policy] = true;
        const policy::Policy& policy = assignment.configuration.policy_of(zone);
        for (const policy::Finding& finding : policy::doubts_about(policy)) {
            warn(program,
                 "policy " + policy.name + ": " + finding.what + "; better " + finding.change);
        }
    }
}

// The last of what is wrong; what is before it has been told.
Outcome refuse(std::vector<Error> errors, const program::Program& program) {
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) {
        tell(program, errors[i]);
    }
    if (!errors.empty()) {
        return std::move(errors.back());
    }
    return Nothing{};
}

// What is refused of a plan with keys of other systems may be due to the file that tells of them.
Error with_keys_file(Error error, const Options& options) {
    if (!options.keys || !error.hint().empty()) {
        return error;
    }
    return std::move(error).with_hint("what is known of the keys of another system stands in " +
                                      quote(*options.keys));
}

void tell_notes(const plan::ChainPlan& plan, const program::Program& program) {
    for (const std::string& note : notes_of(plan)) {
        warn(program, note);
    }
}

// What is destroyed because an attempt was lost: whoever runs this vouches that it is not in use,
// and that the file names all that it made.
std::string orphan_lines(const Background& background, const Options& options) {
    if (!options.recover) {
        return "";
    }
    const std::size_t count = background.orphans.size();
    std::string text =
        "Attempt " + std::to_string(background.ceremony.attempt - 1) + " was lost; " +
        quote(*options.recover) + " names " +
        (count == 0 ? "no key" : std::to_string(count) + (count == 1 ? " key" : " keys")) +
        " that attempts at this ceremony made" +
        (count == 0 ? ": none is destroyed\n" : "; destroyed, where they are there:\n");
    for (const timeline::Key& key : background.orphans) {
        text += "  " + encoding::encode_hex(key.id) + "  " + quote(key.label) + "\n";
    }
    return text;
}

// What is destroyed rests on events of this configuration, not on what plans before took over.
Outcome check_destroyed(const recipe::Recipe& recipe) {
    const bool destroys =
        std::any_of(recipe.actions.begin(), recipe.actions.end(), [](const recipe::Action& action) {
            return std::holds_alternative<recipe::DeleteKey>(action.params);
        });
    if (!destroys) {
        return Nothing{};
    }
    const plan::ChainPlan plan = TRY(plan::from_recipe(recipe));
    const std::vector<std::string> findings = TRY(plan::check_deletions(recipe, plan));
    if (findings.empty()) {
        return Nothing{};
    }
    return Error{Errc::refused, findings.front()}.with_hint(
        "keep what was observed under events: until the key is destroyed");
}

}  // namespace

Result<recipe::Recipe> make_recipe(const Options& options,
                                   const policy::Configuration& configuration,
                                   const Times& times,
                                   const program::Program& program) {
    program::Progress progress(program);
    Assignment assignment{configuration, {}, {}, times.request, times.starts};
    assignment.zones = TRY(zones_to_plan(configuration, options.zones));
    TRY(refuse(check_zones(assignment), program));
    tell_doubts(assignment, program);
    const Background background = TRY(look_back(options, assignment));
    for (const std::string& warning : background.warnings) {
        warn(program, warning);
    }
    TRY(program.err(orphan_lines(background, options)));
    const auto timings = timings_of(assignment.histories);
    auto planned = plan_chain(std::move(assignment), &progress);
    if (!planned.ok()) {
        return with_keys_file(std::move(planned).error(), options);
    }
    plan::ChainPlan plan = std::move(planned).value();
    plan::keep_used_events(plan);
    std::vector<Error> unsafe = check_proof(plan, timings, &progress);
    for (Error& error : unsafe) {
        error = with_keys_file(std::move(error), options);
    }
    progress.end();
    TRY(refuse(std::move(unsafe), program));
    tell_notes(plan, program);
    plan::RecipeFrame frame{times.request.now, options.description, background.ceremony, {}, false};
    frame.sites = TRY(read_sites(configuration, plan));
    progress.begin("writing");
    recipe::Recipe recipe = TRY(plan::to_recipe(std::move(plan), frame));
    const auto violations = recipe::check(recipe, {cooked::id_from_label, {}});
    if (!violations.empty()) {
        return recipe::to_error(violations.front());
    }
    TRY(check_destroyed(recipe));
    return recipe;
}

}  // namespace ceremony::planner
