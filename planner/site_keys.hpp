// SPDX-License-Identifier: BSD-3-Clause
//
// site_keys.hpp -- the public keys that ZSKs are wrapped with, from the files of the sites.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "plan/to_recipe.hpp"
#include "policy/policy.hpp"

namespace ceremony::planner {

/// Those of all sites, when `plan` makes a key that is exported; none else. Errc::configuration
/// when the file of one is not there, or no site is configured. Errors of reading.
[[nodiscard]] Result<std::vector<plan::SiteKey>> read_sites(
    const policy::Configuration& configuration, const plan::ChainPlan& plan);

}  // namespace ceremony::planner
