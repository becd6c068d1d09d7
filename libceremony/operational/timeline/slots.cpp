// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/slots.hpp"

#include <algorithm>
#include <string>

#include "timeline/grid.hpp"

namespace ceremony::timeline {
namespace {

/// A key that is in some set, or signs, within the plan.
struct Presence {
    UtcTime from;
    UtcTime until;
    KeyIndex key;
};

bool has_come(const std::optional<UtcTime>& event, UtcTime time) {
    return event && *event <= time;
}

std::vector<Presence> presences(const Draft& draft) {
    std::vector<Presence> result;
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Life& life = draft.life(index);
        if (!life.publish && !life.active) {
            continue;
        }
        const UtcTime from =
            std::min(life.publish.value_or(end_of_time()), life.active.value_or(end_of_time()));
        UtcTime until = life.remove.value_or(end_of_time());
        if (life.active) {
            until = std::max(until, life.retire.value_or(end_of_time()));
        }
        if (from < draft.end && until > draft.from) {
            result.push_back({from, until, index});
        }
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Presence& a, const Presence& b) { return a.from < b.from; });
    return result;
}

/// When something changes, within the plan; ascending.
std::vector<UtcTime> changes(const Draft& draft,
                             const std::vector<Presence>& present,
                             const std::vector<UtcTime>& boundaries) {
    std::vector<UtcTime> times = boundaries;
    for (const Presence& presence : present) {
        const Life& life = draft.life(presence.key);
        for (const auto& event :
             {life.publish, life.active, life.retire, life.remove, life.revoke}) {
            if (event) {
                times.push_back(*event);
            }
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// The keys of a slot that begins at `slot.from`.
void fill(Slot& slot, const Draft& draft, const std::vector<Presence>& live) {
    for (const Presence& presence : live) {
        const Key& key = draft.plan.keys[presence.key];
        const Life& life = key.planned;
        const bool in_set = has_come(life.publish, slot.from) && !has_come(life.remove, slot.from);
        const bool signs = has_come(life.active, slot.from) && !has_come(life.retire, slot.from);
        const KeyInSet entry{presence.key, has_come(life.revoke, slot.from)};
        if (in_set) {
            slot.keys.push_back(entry);
        }
        if (signs && key.role == recipe::KeyRole::zsk) {
            slot.zone_signers.push_back(presence.key);
        } else if (signs && in_set) {
            slot.signers.push_back(entry);
        }
    }
    const auto by_key = [](const KeyInSet& a, const KeyInSet& b) {
        return a.key < b.key;
    };
    std::sort(slot.keys.begin(), slot.keys.end(), by_key);
    std::sort(slot.signers.begin(), slot.signers.end(), by_key);
    std::sort(slot.zone_signers.begin(), slot.zone_signers.end());
}

/// The TTL of the policy; in the hand-over that of the ceremony before if it was shorter, because
/// what keys do there was planned with it: caches must not hold a set for longer.
Seconds ttl_of(const Draft& draft, UtcTime from, UtcTime until) {
    Seconds ttl = draft.policy.ttl;
    if (from < draft.first) {
        for (const Slot& old : draft.plan.slots_before) {
            if (old.from < until && from < old.until) {
                ttl = std::min(ttl, old.ttl);
            }
        }
    }
    return ttl;
}

Result<Slot> next_slot(const Draft& draft, UtcTime from, UtcTime until) {
    Slot slot;
    slot.from = from;
    slot.until = until;
    slot.inception = earlier(from, draft.policy.inception_offset);
    slot.expiration = later(from, draft.policy.validity);
    slot.ttl = ttl_of(draft, from, until);
    if (!to_rrsig_time(slot.inception).ok() || !to_rrsig_time(slot.expiration).ok()) {
        return Error{Errc::limit, draft.plan.zone.text() + ": signatures from " +
                                      slot.inception.text() + " to " + slot.expiration.text() +
                                      " do not fit the 32-bit times of DNSSEC, which end at "
                                      "2106-02-07 06:28:15: choose an earlier end"};
    }
    return slot;
}

/// The end of a slot that begins at `from` and in which nothing changes before `change`.
Result<UtcTime> end_of_slot(const Draft& draft, UtcTime from, UtcTime change) {
    const UtcTime refresh = later(from, draft.policy.validity - draft.policy.refresh);
    if (!draft.plan.grid) {
        return std::min(change, refresh);
    }
    const UtcTime next = std::min(change, at_or_after(draft.plan.grid, later(from, 1)));
    if (next > refresh) {
        return Error{Errc::refused,
                     draft.plan.zone.text() + ": the slot from " + from.text() + " to " +
                         next.text() + " is longer than validity - refresh, which ends at " +
                         refresh.text() + ": choose a shorter slot or a longer validity"};
    }
    return next;
}

/// When the keys of another system came, went, or began or ceased to sign; ascending.
std::vector<UtcTime> known_changes(const Draft& draft) {
    std::vector<UtcTime> times;
    for (const Key& key : draft.plan.keys) {
        const Life& life = key.planned;
        for (const auto& event :
             {life.publish, life.active, life.retire, life.remove, life.revoke}) {
            if (event && *event < draft.plan.handover_until) {
                times.push_back(*event);
            }
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

bool same_keys(const Slot& a, const Slot& b) {
    return a.keys == b.keys && a.zone_signers == b.zone_signers;
}

}  // namespace

void reconstruct_slots(Draft& draft) {
    std::vector<Presence> all;
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        all.push_back({draft.from, draft.from, index});
    }
    const Timing& timing = draft.plan.timing;
    const auto times = known_changes(draft);
    for (std::size_t number = 0; number < times.size(); ++number) {
        Slot slot;
        slot.from = times[number];
        slot.until = number + 1 < times.size() ? times[number + 1] : draft.plan.handover_until;
        slot.inception = earlier(slot.from, timing.inception_offset);
        slot.expiration = later(slot.until, draft.policy.validity);
        slot.ttl = timing.ttl;
        fill(slot, draft, all);
        draft.plan.slots_before.push_back(std::move(slot));
    }
    const Seconds seen =
        timing.resigning + timing.child_delay() + std::max(timing.ttl, timing.max_ttl);
    Slot& first = draft.plan.slots_before.front();
    first.from = std::min(first.from, earlier(draft.from, seen));
    first.inception = std::min(first.inception, earlier(first.from, timing.inception_offset));
}

Outcome make_slots(Draft& draft, const std::vector<UtcTime>& boundaries) {
    const auto present = presences(draft);
    const auto times = changes(draft, present, boundaries);
    auto joining = present.begin();
    auto change = times.begin();
    std::vector<Presence> live;
    for (UtcTime from = draft.from; from < draft.end;) {
        if (draft.plan.slots.size() == max_slots) {
            return Error{Errc::limit, draft.plan.zone.text() + ": more than " +
                                          std::to_string(max_slots) + " slots"};
        }
        live.erase(std::remove_if(live.begin(), live.end(),
                                  [&](const Presence& p) { return p.until <= from; }),
                   live.end());
        for (; joining != present.end() && joining->from <= from; ++joining) {
            if (joining->until > from) {
                live.push_back(*joining);
            }
        }
        while (change != times.end() && *change <= from) {
            ++change;
        }
        const UtcTime next = change == times.end() ? draft.end : std::min(*change, draft.end);
        const UtcTime until = TRY(end_of_slot(draft, from, next));
        Slot slot = TRY(next_slot(draft, from, until));
        fill(slot, draft, live);
        draft.plan.slots.push_back(std::move(slot));
        from = until;
    }
    return Nothing{};
}

Outcome check_handover(const Draft& draft) {
    auto before = draft.plan.slots_before.begin();
    for (const Slot& slot : draft.plan.slots) {
        while (before != draft.plan.slots_before.end() && before->until <= slot.from) {
            ++before;
        }
        for (auto old = before; old != draft.plan.slots_before.end() && old->from < slot.until &&
                                old->from < draft.first && slot.from < draft.first;
             ++old) {
            if (!same_keys(*old, slot)) {
                return Error{Errc::semantics,
                             draft.plan.zone.text() + ": the keys of the slot from " +
                                 old->from.text() +
                                 " of the ceremony before are not those that its plan says"};
            }
        }
    }
    return Nothing{};
}

}  // namespace ceremony::timeline
