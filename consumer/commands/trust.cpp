// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/trust.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "dns/print.hpp"
#include "keysets/trust.hpp"

namespace ceremony::consumer {

namespace {

Outcome add(const Options& options, const policy::Configuration& configuration) {
    if (options.arguments.size() != 3) {
        return misused("trust add wants a zone and a DS");
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments[1]));
    const dns::Ds ds = TRY(ds_from_argument(options.arguments[2]));
    Store store = TRY(Store::open(configuration.store));
    keysets::State state = store.state();
    keysets::add_trust(state.zones[zone].trust, ds);
    return store.save(std::move(state));
}

Outcome remove(const Options& options,
               const policy::Configuration& configuration,
               const program::Program& program) {
    if (options.arguments.size() != 3) {
        return misused("trust remove wants a zone and a DS");
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments[1]));
    const dns::Ds ds = TRY(ds_from_argument(options.arguments[2]));
    Store store = TRY(Store::open(configuration.store));
    keysets::State state = store.state();
    const auto known = state.zones.find(zone);
    const bool was_trusted = known != state.zones.end() && std::erase(known->second.trust, ds) > 0;
    const auto named = configuration.trust.find(zone);
    const bool is_named = named != configuration.trust.end() &&
                          std::count(named->second.begin(), named->second.end(), ds) > 0;
    if (!was_trusted && !is_named) {
        return Error{Errc::not_found, zone.text() + ": this DS is not trusted"};
    }
    const bool is_last = was_trusted && known->second.trust.empty();
    TRY(store.save(std::move(state)));
    if (is_named) {
        return Error{Errc::refused, zone.text() + ": this DS stays trusted, because " +
                                        configuration.path + " has it under trust:"};
    }
    return program.out(zone.text() + ": no longer trusted\n" +
                       (is_last && named == configuration.trust.end()
                            ? "Nothing is trusted in " + zone.text() +
                                  " now: who vouches for the next result vouches for its KSKs\n"
                            : ""));
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
    std::map<dns::Name, keysets::Trust> trust = configuration.trust;
    for (const auto& [name, zone] : store.state().zones) {
        for (const dns::Ds& ds : zone.trust) {
            keysets::add_trust(trust[name], ds);
        }
    }
    std::string text;
    for (const auto& [name, records] : trust) {
        if (!wanted || *wanted == name) {
            for (const dns::Ds& ds : records) {
                text += name.text() + " " + dns::print(ds) + "\n";
            }
        }
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
    return what == "add" ? add(options, configuration) : list(options, configuration, program);
}

}  // namespace ceremony::consumer
