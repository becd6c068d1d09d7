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

}  // namespace ceremony::timeline
