// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/history.hpp"

#include <utility>

namespace ceremony::timeline {

History history_after(ZonePlan plan, std::uint32_t ceremony) {
    History history;
    history.zone = std::move(plan.zone);
    history.keys = std::move(plan.keys);
    history.slots = std::move(plan.slots);
    history.until = plan.until;
    history.grid = plan.grid;
    history.timing = plan.own_timing;
    history.last_ceremony = ceremony;
    history.ds_before = std::move(plan.ds_before);
    history.ds_changes = std::move(plan.ds_changes);
    return history;
}

ZonePlan at_rest(History history) {
    ZonePlan plan;
    plan.zone = std::move(history.zone);
    plan.own_timing = history.timing.value_or(Timing());
    plan.timing = plan.own_timing;
    plan.grid = history.grid;
    plan.until = history.until.value_or(UtcTime());
    plan.keys = std::move(history.keys);
    plan.slots_before = std::move(history.slots);
    plan.last_ceremony = history.last_ceremony;
    plan.handover_until = plan.until;
    plan.ds_before = std::move(history.ds_before);
    plan.ds_changes = std::move(history.ds_changes);
    return plan;
}

}  // namespace ceremony::timeline
