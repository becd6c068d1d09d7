// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/trust.hpp"

#include <optional>
#include <string>

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
    if (what != "add" && what != "list") {
        return misused("trust is either add or list");
    }
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    return what == "add" ? add(options, configuration) : list(options, configuration, program);
}

}  // namespace ceremony::consumer
