// SPDX-License-Identifier: BSD-3-Clause

#include "planner/background.hpp"

#include <optional>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "plan/from_recipe.hpp"
#include "plan/histories.hpp"
#include "plan/keys_file.hpp"
#include "planner/previous.hpp"
#include "policy/configuration.hpp"
#include "program/recipe_file.hpp"
#include "yaml/parse.hpp"

namespace ceremony::planner {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};

Result<recipe::Word> chain_name(const policy::Configuration& configuration,
                                const std::vector<policy::Zone>& zones) {
    if (configuration.chain) {
        return *configuration.chain;
    }
    return policy::chain_of(zones.front().name);
}

// Which ceremony is planned: the next one, or a lost one again.
Result<recipe::Ceremony> ceremony_after(const recipe::Word& chain,
                                        const std::vector<program::RecipeFile>& previous,
                                        const std::optional<program::RecipeFile>& lost) {
    recipe::Ceremony ceremony{chain, 1, 1, std::nullopt};
    if (!previous.empty()) {
        ceremony.sequence = previous.back().recipe.preamble.ceremony->sequence + 1;
        ceremony.previous = previous.back().sha256;
    }
    if (!lost) {
        return ceremony;
    }
    const auto& again = lost->recipe.preamble.ceremony;
    if (!again || again->chain != chain || again->sequence != ceremony.sequence ||
        again->previous != ceremony.previous) {
        return Error{Errc::refused, quote(lost->path) + ": not an attempt at this ceremony"}
            .with_hint("--previous names the results before it, and only these");
    }
    ceremony.attempt = again->attempt + 1;
    return ceremony;
}

Result<std::vector<timeline::History>> gather(const Options& options,
                                              const policy::Configuration& configuration,
                                              const std::vector<program::RecipeFile>& previous) {
    std::vector<recipe::Recipe> results;
    results.reserve(previous.size());
    for (const program::RecipeFile& file : previous) {
        results.push_back(file.recipe);
    }
    std::vector<timeline::History> histories = TRY(plan::histories_of(results));
    if (options.keys) {
        std::string text = TRY(read_file(*options.keys, yaml::text_limit, anywhere).in("--keys"));
        const json::Document document = TRY(yaml::parse(std::move(text), *options.keys));
        const std::vector<plan::BroughtKey> keys = TRY(plan::read_keys_file(document));
        TRY(plan::add_keys(histories, keys));
    }
    TRY(plan::add_events(histories, configuration.events));
    return histories;
}

}  // namespace

Result<recipe::Ceremony> look_back(const Options& options, Assignment& assignment) {
    const policy::Configuration& configuration = assignment.configuration;
    const recipe::Word chain = TRY(chain_name(configuration, assignment.zones));
    const std::vector<program::RecipeFile> previous =
        TRY(read_previous(options.previous, configuration.attest, chain));
    std::optional<program::RecipeFile> lost;
    if (options.recover) {
        lost = TRY(program::read_recipe_file(*options.recover).in("--recover"));
    }
    recipe::Ceremony ceremony = TRY(ceremony_after(chain, previous, lost));
    assignment.histories = TRY(gather(options, configuration, previous));
    if (lost) {
        const plan::ChainPlan plan = TRY(plan::from_recipe(lost->recipe).in(quote(lost->path)));
        plan::add_orphans(assignment.histories, plan, assignment.request.now);
    }
    return ceremony;
}

}  // namespace ceremony::planner
