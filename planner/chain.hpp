// SPDX-License-Identifier: BSD-3-Clause
//
// chain.hpp -- the plans of all zones of a ceremony, from what is configured and what is known.

#pragma once

#include <map>
#include <vector>

#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "policy/policy.hpp"
#include "program/progress.hpp"
#include "timeline/history.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::planner {

/// What is to be planned.
struct Assignment {
    const policy::Configuration& configuration;
    std::vector<policy::Zone> zones;  ///< of the configuration; at least one
    std::vector<timeline::History> histories;
    timeline::Request request;
    std::map<dns::Name, UtcTime> starts;  ///< of zones that begin elsewhere than the request says
};

/// One plan a zone, in the order of the zones; behind them, by name, those of the chain that are
/// left out, without slots. Not proven yet. The error of plan_zone(); Errc::refused for keys of a
/// zone that is neither planned nor of the chain, when a zone shares the KSKs of one that is not
/// planned, and when one of the chain that shares the KSKs of one that is planned is not.
[[nodiscard]] Result<plan::ChainPlan> plan_chain(Assignment assignment,
                                                 program::Progress* progress = nullptr);

/// What the proof says of each zone of the plan against which it has something, one error each.
/// Numbers that were smaller in `before` are named: they hold for what was planned then, too.
[[nodiscard]] std::vector<Error> check_proof(const plan::ChainPlan& plan,
                                             const std::map<dns::Name, timeline::Timing>& before,
                                             program::Progress* progress = nullptr);

/// The numbers of the ceremony before, of each zone that had one.
[[nodiscard]] std::map<dns::Name, timeline::Timing> timings_of(
    const std::vector<timeline::History>& histories);

/// Why the policies of these zones cannot be safe, one line each; nothing when they may be.
[[nodiscard]] std::vector<Error> check_zones(const Assignment& assignment);

}  // namespace ceremony::planner
