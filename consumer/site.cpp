// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/site.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "dns/scan.hpp"
#include "policy/configuration.hpp"

namespace ceremony::consumer {

Result<policy::Configuration> configuration_of(const Options& options) {
    policy::Places places;
    places.named = options.config;
    return policy::load_configuration(places);
}

std::set<dns::Name> zones_of(const policy::Configuration& configuration) {
    std::set<dns::Name> zones;
    for (const policy::Zone& zone : configuration.zones) {
        zones.insert(zone.name);
    }
    for (const policy::Target& target : configuration.publish) {
        zones.insert(target.zone);
    }
    for (const auto& [zone, trust] : configuration.trust) {
        zones.insert(zone);
    }
    return zones;
}

keysets::Customs customs_of(const policy::Configuration& configuration, const dns::Name& zone) {
    const auto found = std::find_if(configuration.zones.begin(), configuration.zones.end(),
                                    [&zone](const policy::Zone& one) { return one.name == zone; });
    const policy::Policy& policy = found == configuration.zones.end()
                                       ? configuration.policies.front()
                                       : configuration.policy_of(*found);
    return {policy.clock_skew, policy.inception_offset};
}

Result<dns::Name> zone_from_argument(const std::string& text) {
    const auto name = dns::Name::from_text(text.ends_with('.') ? text : text + ".");
    if (!name.ok()) {
        return misused("not the name of a zone: " + quote(text));
    }
    return name;
}

Result<dns::Ds> ds_from_argument(const std::string& text) {
    const auto ds = dns::scan_ds(text, "DS");
    if (!ds.ok()) {
        return misused(ds.error().message());
    }
    return ds;
}

}  // namespace ceremony::consumer
