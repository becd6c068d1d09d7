// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/history.hpp"

#include <algorithm>
#include <utility>

#include "timeline/grid.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

/// After so long nobody can see a set, a signature or a DS any more that was published before.
Seconds longest_delay(const Timing& timing) {
    return timing.resigning + timing.child_delay() + std::max(timing.ttl, timing.max_ttl) +
           timing.parent_propagation + timing.ds_ttl;
}

}  // namespace

History history_after(ZonePlan plan, std::uint32_t ceremony) {
    History history;
    history.zone = std::move(plan.zone);
    history.keys = std::move(plan.keys);
    history.slots = std::move(plan.slots);
    history.until = plan.until;
    history.grid = plan.grid;
    history.timing = plan.own_timing;
    history.timing_before = plan.timing;
    history.timing_before_until = later(plan.handover_until, longest_delay(plan.timing));
    history.last_ceremony = ceremony;
    history.ds_before = std::move(plan.ds_before);
    history.ds_changes = std::move(plan.ds_changes);
    return history;
}

ZonePlan at_rest(History history) {
    ZonePlan plan;
    plan.zone = std::move(history.zone);
    plan.own_timing = history.timing.value_or(Timing());
    plan.timing = history.timing_before.value_or(plan.own_timing);
    plan.handover_until = earlier(history.timing_before_until, longest_delay(plan.timing));
    plan.grid = history.grid;
    plan.until = history.until.value_or(UtcTime());
    plan.keys = std::move(history.keys);
    plan.slots_before = std::move(history.slots);
    plan.last_ceremony = history.last_ceremony;
    plan.ds_before = std::move(history.ds_before);
    plan.ds_changes = std::move(history.ds_changes);
    return plan;
}

Timing numbers_in_force(const Timing& own, const History& history, UtcTime start) {
    const Timing timing = in_force(own, history.timing);
    return history.timing_before && start < history.timing_before_until
               ? in_force(timing, history.timing_before)
               : timing;
}

}  // namespace ceremony::timeline
