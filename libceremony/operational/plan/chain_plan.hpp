// SPDX-License-Identifier: BSD-3-Clause
//
// chain_plan.hpp -- the plans of all zones of a chain of ceremonies, as one ceremony has them.

#pragma once

#include <vector>

#include "policy/policy.hpp"
#include "timeline/model.hpp"

namespace ceremony::plan {

struct ChainPlan {
    /// Every zone of the chain, also one that this ceremony does not touch; names differ. A key
    /// that several zones share stands in each of them, with all of them in Key::zones.
    std::vector<timeline::ZonePlan> zones;
    std::vector<policy::Event> events;  ///< what people observed and the plan rests on

    friend bool operator==(const ChainPlan&, const ChainPlan&) = default;
};

}  // namespace ceremony::plan
