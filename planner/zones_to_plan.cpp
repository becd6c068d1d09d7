// SPDX-License-Identifier: BSD-3-Clause

#include "planner/zones_to_plan.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"

namespace ceremony::planner {

Result<std::vector<policy::Zone>> zones_to_plan(const policy::Configuration& configuration,
                                                const std::vector<std::string>& names) {
    if (names.empty()) {
        if (configuration.zones.empty()) {
            return Error{Errc::configuration, configuration.path + ": there are no zones"}
                .with_hint("name them under zones:, or with --zone");
        }
        return configuration.zones;
    }
    std::vector<policy::Zone> zones;
    for (const std::string& text : names) {
        auto name = dns::Name::from_text(text);
        if (!name.ok()) {
            return Error{Errc::usage, "--zone: " + name.error().message()};
        }
        const auto is_it = [&](const policy::Zone& zone) {
            return zone.name == name.value();
        };
        if (std::any_of(zones.begin(), zones.end(), is_it)) {
            return Error{Errc::usage, "--zone: " + name.value().text() + " twice"};
        }
        const auto found =
            std::find_if(configuration.zones.begin(), configuration.zones.end(), is_it);
        if (found == configuration.zones.end() && !configuration.zones.empty()) {
            return Error{Errc::usage,
                         "--zone: " + name.value().text() + " is not in " + configuration.path};
        }
        zones.push_back(found == configuration.zones.end()
                            ? policy::Zone{std::move(name).value(), 0, std::nullopt}
                            : *found);
    }
    return zones;
}

}  // namespace ceremony::planner
