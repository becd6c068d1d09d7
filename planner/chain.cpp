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

// The zones that are planned together, by their numbers: those that share KSKs, the owner first.
Result<std::vector<std::vector<std::size_t>>> groups_of(const std::vector<policy::Zone>& zones) {
    std::map<dns::Name, std::size_t> owners;
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t number = 0; number < zones.size(); ++number) {
        if (!zones[number].ksk_shared_with) {
            owners.emplace(zones[number].name, groups.size());
            groups.push_back({number});
        }
    }
    for (std::size_t number = 0; number < zones.size(); ++number) {
        const auto& owner = zones[number].ksk_shared_with;
        if (!owner) {
            continue;
        }
        const auto group = owners.find(*owner);
        if (group == owners.end()) {
            return Error{Errc::refused, zones[number].name.text() + ": it shares the KSKs of " +
                                            owner->text() + ", which is not planned"}
                .with_hint("plan them together");
        }
        groups[group->second].push_back(number);
    }
    return groups;
}

// Zones that share KSKs stay together: one that is left out could not follow the others later.
Outcome check_followers(const Assignment& assignment) {
    std::set<dns::Name> planned;
    for (const policy::Zone& zone : assignment.zones) {
        planned.insert(zone.name);
    }
    std::set<dns::Name> of_chain;
    for (const timeline::History& history : assignment.histories) {
        if (history.last_ceremony > 0) {
            of_chain.insert(history.zone);
        }
    }
    for (const policy::Zone& zone : assignment.configuration.zones) {
        if (zone.ksk_shared_with && of_chain.contains(zone.name) &&
            planned.contains(*zone.ksk_shared_with) && !planned.contains(zone.name)) {
            return Error{Errc::refused, zone.name.text() + ": it shares the KSKs of " +
                                            zone.ksk_shared_with->text() +
                                            ", which is planned, and is left out"}
                .with_hint(
                    "plan them together; or leave out its ksk-shared-with, and from then on "
                    "each has its own");
        }
    }
    return Nothing{};
}

// What zones that are planned together are to become.
Result<policy::Goal> goal_of(const std::vector<std::size_t>& group,
                             const std::vector<policy::Zone>& zones) {
    const policy::Zone& owner = zones[group.front()];
    for (const std::size_t number : group) {
        if (zones[number].goal != owner.goal) {
            return Error{Errc::refused, zones[number].name.text() + ": it shares the KSKs of " +
                                            owner.name.text() + ", but not its goal"}
                .with_hint("leave out ksk-shared-with for the one that goes insecure");
        }
    }
    return owner.goal;
}

Result<std::vector<timeline::ZonePlan>> plan_group(
    std::vector<timeline::History> histories,
    const std::vector<const policy::Policy*>& policies,
    const timeline::Request& request) {
    if (histories.size() > 1) {
        return timeline::plan_zones_with_one_ksk(std::move(histories), policies, request);
    }
    std::vector<timeline::ZonePlan> plans;
    plans.push_back(
        TRY(timeline::plan_zone(std::move(histories.front()), *policies.front(), request)));
    return plans;
}

}  // namespace

Result<plan::ChainPlan> plan_chain(Assignment assignment, program::Progress* progress) {
    if (progress != nullptr) {
        progress->begin("planning", assignment.zones.size());
    }
    TRY(check_followers(assignment));
    std::map<dns::Name, timeline::History> known;
    for (timeline::History& history : assignment.histories) {
        dns::Name zone = history.zone;
        known.emplace(std::move(zone), std::move(history));
    }
    plan::ChainPlan plan;
    plan.zones.resize(assignment.zones.size());
    for (const std::vector<std::size_t>& group : TRY(groups_of(assignment.zones))) {
        std::vector<timeline::History> histories;
        std::vector<const policy::Policy*> policies;
        for (const std::size_t number : group) {
            const policy::Zone& zone = assignment.zones[number];
            auto found = known.extract(zone.name);
            histories.push_back(found.empty() ? timeline::History() : std::move(found.mapped()));
            histories.back().zone = zone.name;
            policies.push_back(&assignment.configuration.policy_of(zone));
        }
        timeline::Request request = assignment.request;
        const auto start = assignment.starts.find(histories.front().zone);
        if (start != assignment.starts.end()) {
            request.from = start->second;
        }
        request.goal = TRY(goal_of(group, assignment.zones));
        std::vector<timeline::ZonePlan> plans =
            TRY(plan_group(std::move(histories), policies, request));
        for (std::size_t i = 0; i < group.size(); ++i) {
            plan.zones[group[i]] = std::move(plans[i]);
            if (progress != nullptr) {
                progress->tick();
            }
        }
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
                               const std::map<dns::Name, timeline::Timing>& before,
                               program::Progress* progress) {
    const std::vector<proof::Verdict> verdicts = prove_all(plan, progress);
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
