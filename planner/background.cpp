// SPDX-License-Identifier: BSD-3-Clause

#include "planner/background.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "plan/histories.hpp"
#include "plan/keys_file.hpp"
#include "plan/orphans.hpp"
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
                                              const Assignment& assignment,
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
        const std::vector<plan::BroughtKey> keys =
            TRY(plan::read_keys_file(document, assignment.request.now));
        TRY(plan::add_keys(histories, keys));
    }
    TRY(plan::add_events(histories, assignment.configuration.events, assignment.request.now));
    return histories;
}

// Nobody imports a result before it was planned, nor at two times.
Outcome check_import(const policy::Imported& imported,
                     std::map<std::uint32_t, UtcTime>& times,
                     const std::vector<program::RecipeFile>& previous) {
    const std::string what = "events: ceremony " + std::to_string(imported.sequence) +
                             " was imported at " + imported.at.text();
    const auto [known, is_new] = times.emplace(imported.sequence, imported.at);
    if (!is_new && known->second != imported.at) {
        return Error{Errc::refused, what + ", and at " + known->second.text()}.with_hint(
            "leave the time from which on its sets were published everywhere");
    }
    for (const program::RecipeFile& file : previous) {
        const recipe::Preamble& preamble = file.recipe.preamble;
        if (preamble.ceremony->sequence == imported.sequence && imported.at < preamble.timestamp) {
            return Error{Errc::refused,
                         what + ", which is before it was planned, " + preamble.timestamp.text()};
        }
    }
    return Nothing{};
}

// The results go as far as people have seen ceremonies imported.
Outcome check_imports(const std::vector<policy::Event>& events,
                      const recipe::Ceremony& ceremony,
                      const std::vector<program::RecipeFile>& previous) {
    std::map<std::uint32_t, UtcTime> times;
    for (const policy::Event& event : events) {
        const auto* imported = std::get_if<policy::Imported>(&event);
        if (imported == nullptr) {
            continue;
        }
        TRY(check_import(*imported, times, previous));
        if (imported->sequence < ceremony.sequence) {
            continue;
        }
        const std::string last = ceremony.sequence == 1
                                     ? std::string("no result is named")
                                     : "the last result that is named is that of ceremony " +
                                           std::to_string(ceremony.sequence - 1);
        return Error{Errc::refused, "events: ceremony " + std::to_string(imported->sequence) +
                                        " was imported at " + imported->at.text() + ", but " + last}
            .with_hint("--previous names the result of every ceremony that was imported");
    }
    return Nothing{};
}

// The plan goes on from sets that are published; nobody may have said that they are.
std::optional<std::string> doubt_of_import(const std::vector<policy::Event>& events,
                                           const recipe::Ceremony& ceremony) {
    const std::uint32_t last = ceremony.sequence - 1;
    const bool is_known = std::any_of(events.begin(), events.end(), [last](const auto& event) {
        const auto* imported = std::get_if<policy::Imported>(&event);
        return imported != nullptr && imported->sequence == last;
    });
    if (last == 0 || is_known) {
        return std::nullopt;
    }
    return "taken for granted: the result of ceremony " + std::to_string(last) +
           " was imported in time; no event says so, and if it was not, this plan is not safe";
}

// A DS that an event is about.
struct SeenDs {
    const dns::Name& zone;
    const dns::Ds& ds;
};

std::optional<SeenDs> ds_of(const policy::Event& event) {
    if (const auto* seen = std::get_if<policy::DsSeen>(&event)) {
        return SeenDs{seen->zone, seen->ds};
    }
    if (const auto* gone = std::get_if<policy::DsGone>(&event)) {
        return SeenDs{gone->zone, gone->ds};
    }
    return std::nullopt;
}

// Events of zones of which nothing is known: refused for one that is planned, a warning for one
// that nobody has heard of.
Result<std::vector<std::string>> check_zones_of_events(const Assignment& assignment) {
    std::set<dns::Name> known;
    for (const timeline::History& history : assignment.histories) {
        known.insert(history.zone);
    }
    std::set<dns::Name> planned;
    for (const policy::Zone& zone : assignment.zones) {
        planned.insert(zone.name);
    }
    std::set<dns::Name> configured;
    for (const policy::Zone& zone : assignment.configuration.zones) {
        configured.insert(zone.name);
    }
    std::vector<std::string> warnings;
    for (const policy::Event& event : assignment.configuration.events) {
        const auto said = ds_of(event);
        if (!said || known.contains(said->zone)) {
            continue;
        }
        const std::string what =
            "the DS " + std::to_string(said->ds.key_tag) + " of " + said->zone.text();
        if (planned.contains(said->zone)) {
            return Error{Errc::refused,
                         "events: " + what + ", but nothing is known of that zone's keys"}
                .with_hint(
                    "--previous names the result of the ceremony before, --keys a file of "
                    "keys that other systems made");
        }
        if (!configured.contains(said->zone)) {
            warnings.push_back("events: " + what + ": there is no such zone, neither in " +
                               assignment.configuration.path + " nor in any result");
        }
    }
    return warnings;
}

}  // namespace

Result<Background> look_back(const Options& options, Assignment& assignment) {
    const policy::Configuration& configuration = assignment.configuration;
    const recipe::Word chain = TRY(chain_name(configuration, assignment.zones));
    const std::vector<program::RecipeFile> previous =
        TRY(read_previous(options.previous, configuration.attest, chain));
    std::optional<program::RecipeFile> lost;
    if (options.recover) {
        lost = TRY(program::read_recipe_file(*options.recover).in("--recover"));
    }
    const recipe::Ceremony ceremony = TRY(ceremony_after(chain, previous, lost));
    Background background{ceremony, {}, {}};
    TRY(check_imports(configuration.events, background.ceremony, previous));
    assignment.histories = TRY(gather(options, assignment, previous));
    background.warnings = TRY(check_zones_of_events(assignment));
    if (auto doubt = doubt_of_import(configuration.events, background.ceremony)) {
        background.warnings.push_back(std::move(*doubt));
    }
    if (lost) {
        background.orphans =
            TRY(plan::add_orphans(assignment.histories, lost->recipe, assignment.request.now)
                    .in(quote(lost->path)));
    }
    return background;
}

}  // namespace ceremony::planner
