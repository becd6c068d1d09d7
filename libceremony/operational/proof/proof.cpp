// SPDX-License-Identifier: BSD-3-Clause

#include "proof/proof.hpp"

#include <algorithm>
#include <utility>

#include "proof/counter_example.hpp"
#include "proof/rules.hpp"
#include "proof/search.hpp"
#include "proof/views.hpp"

namespace ceremony::proof {

namespace {

using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

std::optional<UtcTime> bogus_from(const std::optional<Finding>& finding) {
    return finding ? to_finite_time(finding->at) : std::nullopt;
}

// The first bogus instant from `from` on when this set stays for ever.
std::optional<UtcTime> stalled_from(const Slot& slot,
                                    Instant from,
                                    const Views& views,
                                    const Rules& rules) {
    Instant first = forever;
    for (const DsVersion& ds : views.ds) {
        if (ds.set->empty()) {
            continue;
        }
        const bool is_wrong = rules.fault_of(*ds.set, &slot).has_value();
        const Instant wrong = is_wrong ? from : std::max(from, slot.expiration.seconds() + 1);
        const Instant seen = std::max(wrong, ds.window.from);
        if (seen < ds.window.seen_until) {
            first = std::min(first, seen);
        }
    }
    return to_finite_time(first);
}

bool has_same_keys(const Slot& a, const Slot& b) {
    return a.keys == b.keys && a.signers == b.signers && a.zone_signers == b.zone_signers;
}

void add_publications(std::vector<Step>& steps, const Views& views, const Rules& rules) {
    const std::vector<ChildVersion>& sets = views.keys.planned;
    for (std::size_t i = 1; i < sets.size(); ++i) {
        const Slot& before = *sets[i - 1].slot;
        const Slot& slot = *sets[i].slot;
        if (!has_same_keys(before, slot)) {
            steps.push_back({Step::What::publish, sets[i].number.number, slot.from,
                             stalled_from(before, slot.from.seconds(), views, rules)});
        }
    }
}

std::vector<Step> steps_of(const ZonePlan& plan, const Views& views, const Rules& rules) {
    std::vector<Step> steps;
    steps.push_back({Step::What::hand_over, 0, plan.handover_until,
                     bogus_from(find_first(views_without_import(plan), rules))});
    add_publications(steps, views, rules);
    for (std::size_t i = 0; i < plan.ds_changes.size(); ++i) {
        const timeline::DsChange& change = plan.ds_changes[i];
        if (!change.complete || change.assumed) {
            steps.push_back({Step::What::ds_change, i, change.earliest,
                             bogus_from(find_first(views_of(plan, Parent::idle, i), rules))});
        }
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.planned < b.planned; });
    return steps;
}

std::vector<Exposure> exposure_of(const ZonePlan& plan) {
    std::vector<std::optional<UtcTime>> until;
    for (const timeline::Key& key : plan.keys) {
        until.push_back(key.listed_until);
    }
    for (const std::vector<Slot>* slots : {&plan.slots_before, &plan.slots}) {
        for (const Slot& slot : *slots) {
            for (const timeline::KeyInSet& key : slot.keys) {
                auto& last = until[key.key];
                last = std::max(last.value_or(slot.expiration), slot.expiration);
            }
        }
    }
    std::vector<Exposure> exposure;
    for (KeyIndex key = 0; key < until.size(); ++key) {
        if (until[key] && plan.keys[key].role == recipe::KeyRole::zsk) {
            exposure.push_back({key, *until[key]});
        }
    }
    return exposure;
}

}  // namespace

Verdict prove(const ZonePlan& plan) {
    const Rules rules(plan);
    const Views views = views_of(plan);
    const std::optional<Finding> first = find_first(views, rules);
    Verdict verdict;
    if (first && first->at < views.promised) {
        verdict.counter_example = explain(*first, plan);
    }
    verdict.dead_man = bogus_from(find_first(views_of(plan, Parent::idle, 0), rules));
    verdict.steps = steps_of(plan, views, rules);
    verdict.exposure = exposure_of(plan);
    return verdict;
}

}  // namespace ceremony::proof
