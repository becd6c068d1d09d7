// SPDX-License-Identifier: BSD-3-Clause

#include "planner/used_configuration.hpp"

#include "policy/configuration.hpp"
#include "program/hash_lines.hpp"

namespace ceremony::planner {

Result<policy::Configuration> use_configuration(const std::optional<std::string>& named,
                                                const program::Program& program) {
    policy::Places places;
    places.named = named;
    policy::Configuration configuration = TRY(policy::load_configuration(places));
    TRY(program.err("Configuration:\n" +
                    program::hash_lines(configuration.sha256, configuration.path)));
    for (const std::string& warning : configuration.warnings) {
        warn(program, warning);
    }
    return configuration;
}

Result<std::optional<policy::Configuration>> use_configuration_if_any(
    const std::optional<std::string>& named, const program::Program& program) {
    policy::Places places;
    places.named = named;
    if (!policy::has_configuration(places)) {
        return std::optional<policy::Configuration>();
    }
    return std::optional(TRY(use_configuration(named, program)));
}

}  // namespace ceremony::planner
