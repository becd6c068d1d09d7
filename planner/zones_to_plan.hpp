// SPDX-License-Identifier: BSD-3-Clause
//
// zones_to_plan.hpp -- which zones a ceremony is planned for.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/policy.hpp"

namespace ceremony::planner {

/// The zones of the configuration, or those with these names (`--zone`), in that order. Where the
/// configuration names none, any name has the default policy. Errc::configuration when nobody names
/// one; Errc::usage for a name that is none, comes twice, or is not among those of the
/// configuration.
[[nodiscard]] Result<std::vector<policy::Zone>> zones_to_plan(
    const policy::Configuration& configuration, const std::vector<std::string>& names);

}  // namespace ceremony::planner
