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

// A plan that is safe, and what becomes of it when one step is late.
class Lateness {
public:
    explicit Lateness(const ZonePlan& plan)
        : plan_(plan), rules_(plan), end_(first_bogus(views_of(plan))) {}

    [[nodiscard]] Step step(Step::What what, std::size_t number, UtcTime planned) const {
        return {what, number, planned, slack({what, number, 0}, planned),
                to_finite_time(end_with({what, number, forever}))};
    }

private:
    [[nodiscard]] Instant first_bogus(const Views& views) const {
        const auto finding = find_first(views, rules_);
        return finding ? finding->at : forever;
    }

    [[nodiscard]] Instant end_with(const Delay& delay) const {
        return first_bogus(views_of(plan_, delay));
    }

    /// Is anything bogus in [from, end_) that otherwise is not?
    [[nodiscard]] bool is_harmful(const Delay& delay, Instant from) const {
        Views views = views_of(plan_, delay);
        views.begin = std::max(views.begin, from);
        views.end = end_;
        if (delay.what == Step::What::publish) {
            // Longer than that nobody sees the set that is late to leave.
            const timeline::Timing& timing = plan_.timing;
            const Instant planned = plan_.slots[delay.number].from.seconds();
            views.end = std::min(
                end_,
                planned + delay.by + timing.child_delay() + timing.resigning +
                    std::max({timing.ttl, timing.max_ttl, plan_.slots[delay.number - 1].ttl}));
        }
        return find_first(views, rules_).has_value();
    }

    // The later the step, the more can be seen: if one delay does harm, so does a longer one, and
    // at the same time or before.
    [[nodiscard]] std::optional<timeline::Seconds> slack(Delay delay, UtcTime planned) const {
        delay.by = forever / 2;  // it does happen
        const Instant worst = end_with(delay);
        if (worst >= end_) {
            return std::nullopt;
        }
        // What is bogus then needs no more than a version that is published still.
        Instant harmless = 0;
        Instant harmful =
            std::max<Instant>(1, worst - planned.seconds() + plan_.timing.clock_skew + 1);
        while (harmful - harmless > 1) {
            delay.by = harmless + (harmful - harmless) / 2;
            (is_harmful(delay, worst) ? harmful : harmless) = delay.by;
        }
        return harmless;
    }

    const ZonePlan& plan_;
    Rules rules_;
    Instant end_;  ///< the first bogus instant when nothing is late
};

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
    const auto idle = find_first(views_of(plan, Delay{Step::What::ds_change, 0, forever}), rules);
    verdict.dead_man = idle ? to_finite_time(idle->at) : std::nullopt;
    verdict.exposure = exposure_of(plan);
    return verdict;
}

std::vector<Step> steps_of(const ZonePlan& plan) {
    const Lateness lateness(plan);
    std::vector<Step> steps;
    steps.push_back(lateness.step(Step::What::hand_over, 0, plan.handover_until));
    for (std::size_t i = 1; i < plan.slots.size(); ++i) {
        if (!has_same_keys(plan.slots[i - 1], plan.slots[i])) {
            steps.push_back(lateness.step(Step::What::publish, i, plan.slots[i].from));
        }
    }
    for (std::size_t i = 0; i < plan.ds_changes.size(); ++i) {
        const timeline::DsChange& change = plan.ds_changes[i];
        if ((!change.complete || change.assumed) && !is_taken_back(plan, i)) {
            steps.push_back(lateness.step(Step::What::ds_change, i, change.earliest));
        }
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.planned < b.planned; });
    return steps;
}

}  // namespace ceremony::proof
