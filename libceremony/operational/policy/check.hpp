// SPDX-License-Identifier: BSD-3-Clause
//
// check.hpp -- policies that cannot be safe, and what would have to change.
//
// This is the arithmetic that holds for every plan of a policy. Whether one plan is safe, the
// proof says (proof/).

#pragma once

#include <string>
#include <vector>

#include "policy/policy.hpp"

namespace ceremony::policy {

/// What is wrong with a policy.
struct Finding {
    std::string what;    ///< with the numbers: "refresh is P3D, but ..."
    std::string change;  ///< the smallest that helps: "refresh: P3DT13H5M"

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// How long the rollovers of a policy take, from the first to the last step, when the parent does
/// its part in time; timeline/ knows.
struct Rollovers {
    Seconds ksk = 0;
    Seconds zsk = 0;
};

/// Why no plan of this policy would be safe; nothing when one may be. REQUIRES: `rollovers` are
/// those of the policy.
[[nodiscard]] std::vector<Finding> check_policy(const Policy& policy, const Rollovers& rollovers);

/// What a person should know of a policy that can be planned. Nothing of it makes a plan unsafe.
[[nodiscard]] std::vector<Finding> doubts_about(const Policy& policy);

/// Why a zone cannot have what its policy, the zone that it shares a KSK with, and its targets
/// say. REQUIRES: `zone` is from `configuration`.
[[nodiscard]] std::vector<Finding> check_zone(const Configuration& configuration, const Zone& zone);

}  // namespace ceremony::policy
