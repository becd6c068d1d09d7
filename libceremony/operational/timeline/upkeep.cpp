// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/upkeep.hpp"

#include <algorithm>
#include <vector>

#include "timeline/grid.hpp"
#include "timeline/parent.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// How many successors a ceremony as long as this one uses.
std::size_t successors_in_plan(const Draft& draft, KeyRole role) {
    const bool is_zsk = role == KeyRole::zsk;
    const Duration& lifetime = is_zsk ? draft.policy.zsk.lifetime : draft.policy.ksk.lifetime;
    std::size_t count = 1;
    for (UtcTime time = later(draft.from, lifetime); time < draft.plan.until;
         time = later(time, lifetime)) {
        ++count;
    }
    return count;
}

void prepare(Draft& draft, KeyRole role) {
    if (!draft.waits_for_backup(role)) {
        return;
    }
    const std::size_t needed = successors_in_plan(draft, role);
    for (std::size_t count = draft.unused_keys(role).size(); count < needed; ++count) {
        draft.make_key(role);
    }
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Key& key = draft.plan.keys[index];
        if (is_alive(key, role) && key.custody == Custody::bunker && !draft.is_backed_up(index)) {
            draft.add_gate(BackupDone{index}, 0);
        }
    }
}

bool is_listed(const std::vector<Slot>& slots, KeyIndex key) {
    return std::any_of(slots.begin(), slots.end(),
                       [key](const Slot& slot) { return has_key(slot.keys, key); });
}

bool is_spent_zsk(const Draft& draft, const Key& key) {
    const Life& life = key.planned;
    const UtcTime left = std::max(*life.remove, life.retire.value_or(*life.remove));
    const Seconds iret = std::max(iret_zsk(draft.plan.timing, policy::ZskRoll::pre_publish),
                                  iret_zsk(draft.plan.timing, policy::ZskRoll::double_signature));
    return left < draft.from && later(left, iret) < draft.request.now;
}

bool is_spent_ksk(const Draft& draft, KeyIndex index) {
    const Key& key = draft.plan.keys[index];
    const bool taken_over =
        std::any_of(draft.imports.begin(), draft.imports.end(), [&](const Import& import) {
            return import.ceremony == draft.plan.last_ceremony && import.at <= draft.request.now;
        });
    return taken_over && key.zones == draft.ksk_zones && is_surely_gone(draft, index) &&
           key.listed_until && *key.listed_until < draft.request.now &&
           *key.planned.remove <= draft.from && !is_listed(draft.plan.slots_before, index);
}

}  // namespace

void prepare_backups(Draft& draft) {
    prepare(draft, KeyRole::ksk);
    prepare(draft, KeyRole::zsk);
}

void destroy_keys(Draft& draft) {
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        Key& key = draft.key(index);
        if (key.custody != Custody::bunker || !key.planned.remove || key.planned.destroy ||
            key.observed.destroy) {
            continue;
        }
        const bool spent =
            key.role == KeyRole::zsk ? is_spent_zsk(draft, key) : is_spent_ksk(draft, index);
        if (spent) {
            key.planned.destroy = draft.request.now;
        }
    }
}

void forget_slots(Draft& draft) {
    const Timing& timing = draft.plan.timing;
    const Seconds seen =
        timing.resigning + timing.child_delay() + std::max(timing.ttl, timing.max_ttl);
    auto& slots = draft.plan.slots_before;
    slots.erase(slots.begin(), std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) {
                    return later(slot.until, seen) >= draft.from;
                }));
}

}  // namespace ceremony::timeline
