// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/trust.hpp"

#include <algorithm>

#include "timeline/grid.hpp"
#include "timeline/ksk.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// The latest expiration of a set without the key, of this ceremony or those before.
UtcTime last_set_without(const Draft& draft, KeyIndex key) {
    const UtcTime publish = *draft.life(key).publish;
    UtcTime last = publish;
    for (const Slot& slot : draft.plan.slots_before) {
        if (!has_key(slot.keys, key)) {
            last = std::max(last, slot.expiration);
        }
    }
    if (publish >= draft.first) {  // no set of a ceremony before has it
        for (const Key& other : draft.plan.keys) {
            if (other.role == KeyRole::ksk) {
                last = std::max(last, other.listed_until.value_or(last));
            }
        }
    }
    if (publish > draft.from) {
        // The slot before begins earlier than that.
        const UtcTime before =
            draft.plan.grid ? at_or_before(draft.plan.grid, earlier(publish, 1)) : publish;
        last = std::max(last, later(before, draft.policy.validity));
    }
    return last;
}

/// Was RFC 5011 followed when the key was published? Then it is ready when it has been held down,
/// else after IpubC, which may be longer than the time for which validators hold it down. One that
/// was in the first set of all never had to be.
bool is_held_down(const Draft& draft, KeyIndex key) {
    const Life& life = draft.life(key);
    const bool was_first =
        std::none_of(draft.plan.keys.begin(), draft.plan.keys.end(), [&life](const Key& other) {
            return other.role == KeyRole::ksk && other.planned.publish &&
                   *other.planned.publish < *life.publish;
        });
    const Seconds without = std::max(add_hold_down, ipub_c(draft.plan.timing));
    return was_first || (life.ready && *life.ready > later(*life.publish, without));
}

}  // namespace

UtcTime trusted_from(const Draft& draft, KeyIndex key) {
    const UtcTime trusted = later(last_set_without(draft, key), hold_down(draft.plan.timing));
    // The plan that published it saw sets that this one does not see any more.
    return std::max(trusted, draft.life(key).ready.value_or(trusted));
}

void hold_down_published(Draft& draft) {
    if (!draft.policy.rfc5011) {
        return;
    }
    const KskPlanner planner(draft);
    for (const KeyIndex index : planner.successors()) {
        const auto& publish = draft.life(index).publish;
        if (!publish || *publish >= draft.first || is_held_down(draft, index)) {
            continue;
        }
        Life& life = draft.life(index);
        life.ready = trusted_from(draft, index);
        if (draft.plan.last_ceremony == 0) {
            continue;  // all sets of the system before are known
        }
        // Which of the sets of older ceremonies list it nobody knows.
        for (const Key& other : draft.plan.keys) {
            if (other.role == KeyRole::ksk && other.listed_until) {
                life.ready = std::max(
                    life.ready,
                    std::optional(later(*other.listed_until, hold_down(draft.plan.timing))));
            }
        }
    }
}

}  // namespace ceremony::timeline
