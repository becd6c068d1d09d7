// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/trust.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "consumer/doubts.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "dns/print.hpp"
#include "keysets/trust.hpp"

namespace ceremony::consumer {

namespace {

bool has(const keysets::Trust& trust, const dns::Ds& ds) {
    return std::find(trust.begin(), trust.end(), ds) != trust.end();
}

Outcome add(const Options& options,
            const policy::Configuration& configuration,
            const program::Program& program) {
    if (options.arguments.size() != 3) {
        return misused("trust add wants a zone and a DS");
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments[1]));
    const dns::Ds ds = TRY(ds_from_argument(options.arguments[2]));
    Store store = TRY(Store::open_or_make(configuration.store));
    keysets::State state = store.state();
    // Where the configuration names no zones, a new one begins with its trust.
    if (!zones_of(configuration).empty()) {
        TRY(check_is_here(zone, configuration, state));
    }
    const auto known = state.zones.find(zone);
    const bool was_trusted = known != state.zones.end() && has(known->second.trust, ds);
    keysets::ZoneState& changed = state.zones[zone];
    keysets::add_trust(changed.trust, ds);
    std::erase(changed.distrusted, ds);
    changed.look_again.reset();
    for (const dns::Ds& one : changed.distrusted) {
        if (one.key_tag == ds.key_tag && one.algorithm == ds.algorithm) {
            program::warn(program, zone.text() +
                                       ": if it is of the same KSK, that is trusted only when this "
                                       "is added, too: DS " +
                                       dns::print(one));
        }
    }
    TRY(store.save(std::move(state)));
    return program.out(zone.text() +
                       (was_trusted ? ": trusted already: DS " : ": trusted from now on: DS ") +
                       dns::print(ds) + "\n");
}

// What the person who takes a DS out of the trust of `zone` has to know.
std::string consequences(const Store& store,
                         const policy::Configuration& configuration,
                         const dns::Name& zone,
                         UtcTime now) {
    const keysets::ZoneState& state = store.state().zones.at(zone);
    const Opinion opinion = opinion_of(configuration, zone, state);
    std::string text;
    if (opinion.trust.empty()) {
        text += "Nothing is trusted in " + zone.text() +
                " now: who vouches for the next result vouches for its other KSKs\n";
    }
    const Stock stock = store.contents_at(now);
    const auto sets = stock.sets_of(zone);
    const std::string doubt = sets.ok() ? doubt_of(opinion, state, *sets.value(), now) : "";
    if (!doubt.empty()) {
        text += zone.text() + ": " + doubt +
                (state.published ? "; what was imported is published all the same\n"
                                 : "; nothing is published until one is\n");
    }
    return text;
}

Outcome remove(const Options& options,
               const policy::Configuration& configuration,
               const program::Program& program) {
    if (options.arguments.size() != 3) {
        return misused("trust remove wants a zone and a DS");
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments[1]));
    const dns::Ds ds = TRY(ds_from_argument(options.arguments[2]));
    const UtcTime now = TRY(program.clock());
    const auto named = configuration.trust.find(zone);
    if (named != configuration.trust.end() && has(named->second, ds)) {
        return Error{Errc::refused, zone.text() + ": this DS stays trusted, because " +
                                        configuration.path + " has it under trust:"}
            .with_hint("take it out of there, and then remove it");
    }
    Store store = TRY(Store::open(configuration.store));
    keysets::State state = store.state();
    const auto known = state.zones.find(zone);
    if (known == state.zones.end() || std::erase(known->second.trust, ds) == 0) {
        return Error{Errc::not_found, zone.text() + ": this DS is not trusted"};
    }
    keysets::add_trust(known->second.distrusted, ds);
    known->second.look_again.reset();
    TRY(store.save(std::move(state)));
    return program.out(zone.text() + ": no longer trusted: DS " + dns::print(ds) + "\n" +
                       consequences(store, configuration, zone, now));
}

std::string lines_of(const dns::Name& zone, const std::string& mark, const keysets::Trust& trust) {
    std::string text;
    for (const dns::Ds& ds : trust) {
        text += mark + zone.text() + " " + dns::print(ds) + "\n";
    }
    return text;
}

Outcome list(const Options& options,
             const policy::Configuration& configuration,
             const program::Program& program) {
    if (options.arguments.size() > 2) {
        return misused("trust list wants no more than a zone");
    }
    std::optional<dns::Name> wanted;
    if (options.arguments.size() == 2) {
        wanted = TRY(zone_from_argument(options.arguments[1]));
    }
    const Store store = TRY(Store::look_at(configuration.store));
    std::map<dns::Name, keysets::ZoneState> zones = store.state().zones;
    for (const auto& [name, records] : configuration.trust) {
        zones.try_emplace(name);
    }
    std::string text;
    for (const auto& [name, zone] : zones) {
        if (wanted && *wanted != name) {
            continue;
        }
        const Opinion opinion = opinion_of(configuration, name, zone);
        text +=
            lines_of(name, "", opinion.trust) + lines_of(name, "; removed: ", opinion.distrusted);
    }
    return program.out(text);
}

}  // namespace

Outcome trust(const Options& options, const program::Program& program) {
    const std::string what = options.arguments.empty() ? "" : options.arguments.front();
    if (what != "add" && what != "remove" && what != "list") {
        return misused("trust is add, remove or list");
    }
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    if (what == "remove") {
        return remove(options, configuration, program);
    }
    return what == "add" ? add(options, configuration, program)
                         : list(options, configuration, program);
}

}  // namespace ceremony::consumer
