// SPDX-License-Identifier: BSD-3-Clause

#include "planner/chain.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "planner/shown_plan.hpp"
#include "policy/check.hpp"
#include "proof/proof.hpp"
#include "timeline/timing.hpp"

namespace ceremony::planner {

namespace {

Error to_error(const std::string& subject, const policy::Finding& finding) {
    return Error{Errc::configuration, subject + ": " + finding.what}.with_hint("set " +
                                                                               finding.change);
}

}  // namespace

Result<plan::ChainPlan> plan_chain(Assignment assignment) {
    std::map<dns::Name, timeline::History> known;
    for (timeline::History& history : assignment.histories) {
        dns::Name zone = history.zone;
        known.emplace(std::move(zone), std::move(history));
    }
    plan::ChainPlan plan;
    for (const policy::Zone& zone : assignment.zones) {
        if (zone.ksk_shared_with) {
            return Error{Errc::refused, zone.name.text() + ": not supported yet: ksk-shared-with"};
        }
        timeline::History history;
        history.zone = zone.name;
        auto found = known.extract(zone.name);
        if (!found.empty()) {
            history = std::move(found.mapped());
        }
        timeline::Request request = assignment.request;
        const auto start = assignment.starts.find(zone.name);
        if (start != assignment.starts.end()) {
            request.from = start->second;
        }
        plan.zones.push_back(TRY(timeline::plan_zone(
            std::move(history), assignment.configuration.policy_of(zone), request)));
    }
    for (auto& [name, history] : known) {
        const bool is_of_chain =
            history.last_ceremony > 0 ||
            std::any_of(history.keys.begin(), history.keys.end(), timeline::is_destroyed_here);
        if (!is_of_chain) {
            return Error{Errc::refused,
                         "there are keys of " + name.text() + ", but it is not planned"};
        }
        plan.zones.push_back(timeline::at_rest(std::move(history)));
    }
    plan.events = assignment.configuration.events;
    return plan;
}

std::map<dns::Name, timeline::Timing> timings_of(const std::vector<timeline::History>& histories) {
    std::map<dns::Name, timeline::Timing> timings;
    for (const timeline::History& history : histories) {
        if (history.timing) {
            timings.emplace(history.zone, *history.timing);
        }
    }
    return timings;
}

std::vector<Error> check_proof(const plan::ChainPlan& plan,
                               const std::map<dns::Name, timeline::Timing>& before) {
    const std::vector<proof::Verdict> verdicts = prove_all(plan);
    std::vector<Error> errors;
    for (std::size_t number = 0; number < plan.zones.size(); ++number) {
        if (verdicts[number].is_safe()) {
            continue;
        }
        const timeline::ZonePlan& zone = plan.zones[number];
        Error error{Errc::refused,
                    zone.zone.text() + ": not safe: " + verdicts[number].counter_example->sentence};
        const auto known = before.find(zone.zone);
        const std::string risen =
            known == before.end() ? std::string() : timeline::risen(zone.own_timing, known->second);
        errors.push_back(risen.empty() ? std::move(error)
                                       : std::move(error).with_hint(
                                             "the sets and rollovers of the ceremony before were "
                                             "planned with smaller numbers: leave them for now (" +
                                             risen + "), or start later"));
    }
    return errors;
}

std::vector<Error> check_zones(const Assignment& assignment) {
    std::vector<Error> errors;
    std::set<std::size_t> checked;
    for (const policy::Zone& zone : assignment.zones) {
        const policy::Policy& policy = assignment.configuration.policy_of(zone);
        if (checked.insert(zone.policy).second) {
            for (const policy::Finding& finding :
                 policy::check_policy(policy, timeline::rollovers_of(policy))) {
                errors.push_back(to_error("policy " + policy.name, finding));
            }
        }
        for (const policy::Finding& finding : policy::check_zone(assignment.configuration, zone)) {
            errors.push_back(to_error(zone.name.text(), finding));
        }
    }
    return errors;
}

}  // namespace ceremony::planner
