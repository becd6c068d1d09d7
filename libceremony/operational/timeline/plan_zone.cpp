// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/plan_zone.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "timeline/algorithm.hpp"
#include "timeline/cds.hpp"
#include "timeline/draft.hpp"
#include "timeline/grid.hpp"
#include "timeline/ksk.hpp"
#include "timeline/obstacles.hpp"
#include "timeline/parent.hpp"
#include "timeline/slots.hpp"
#include "timeline/timing.hpp"
#include "timeline/upkeep.hpp"
#include "timeline/zsk.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// Is there a KSK that is in use, whoever signed with it until now?
bool is_established(const History& history) {
    return std::any_of(history.keys.begin(), history.keys.end(), [](const Key& key) {
        return key.role == KeyRole::ksk && (key.planned.active || key.observed.active) &&
               !key.planned.remove && !key.observed.remove;
    });
}

/// The first instant of the plan.
Result<UtcTime> start_of(const History& history, const Request& request) {
    const UtcTime wanted =
        request.from.value_or(std::max(request.now, history.until.value_or(request.now)));
    if (history.slots.empty()) {
        return wanted;
    }
    const UtcTime oldest = history.slots.front().from;
    if (wanted < oldest) {
        return refuse(history.zone, "the start, " + wanted.text() +
                                        ", is before that of the ceremony before, " +
                                        oldest.text());
    }
    return history.grid ? at_or_before(history.grid, wanted) : wanted;
}

std::optional<Grid> grid_of(const History& history, const policy::Policy& policy, UtcTime from) {
    if (!policy.slot) {
        return std::nullopt;
    }
    if (history.grid && history.grid->step == *policy.slot) {
        return history.grid;
    }
    return Grid{from, *policy.slot};
}

/// Lives as they are known: what was observed but never planned, and nothing that the plan is
/// about to decide.
void settle_lives(Draft& draft) {
    for (Key& key : draft.plan.keys) {
        for (const auto event : changes_of_sets) {
            auto& planned = key.planned.*event;
            if (!planned) {
                planned = key.observed.*event;
            }
            if (planned && *planned >= draft.first) {
                planned.reset();
            }
        }
        if (!key.planned.publish) {
            key.planned.ready.reset();
        }
        if (key.planned.ds_submit && *key.planned.ds_submit >= draft.first) {
            key.planned.ds_submit.reset();
            key.planned.ds_seen.reset();
        }
        if (key.planned.ds_gone && *key.planned.ds_gone >= draft.first) {
            key.planned.ds_gone.reset();
        }
    }
}

/// Key::listed_until, of the sets before.
void note_listed(Draft& draft) {
    for (const Slot& slot : draft.plan.slots_before) {
        for (const KeyInSet& in_set : slot.keys) {
            auto& listed = draft.key(in_set.key).listed_until;
            listed = std::max(listed, std::optional(slot.expiration));
        }
    }
}

/// What makes a hand-over end before the sets of the ceremony before do.
std::string remedy_for_handover(UtcTime before, UtcTime now, Seconds handover) {
    const UtcTime latest = earlier(before, handover);
    if (latest >= now) {
        return "start at " + latest.text() + " at the latest";
    }
    if (before > now) {
        return "no start is early enough, unless handover is " +
               days(before.seconds() - now.seconds()) + " at most";
    }
    return "it is too late to hand over";
}

/// Draft::from, first and end, and ZonePlan::grid and handover_until.
Outcome set_times(Draft& draft, const History& history) {
    draft.from = TRY(start_of(history, draft.request));
    draft.plan.grid = grid_of(history, draft.policy, draft.from);
    if (draft.request.until <= draft.from) {
        return refuse(history.zone, "the end, " + draft.request.until.text() +
                                        ", is not after the start, " + draft.from.text());
    }
    const Seconds handover = draft.plan.timing.handover;
    // It may begin before now, but nobody can import anything before now.
    const UtcTime importable = std::max(draft.from, draft.request.now);
    const bool established = is_established(history);
    draft.plan.handover_until = established ? later(importable, handover) : draft.from;
    draft.first = at_or_after(draft.plan.grid, draft.plan.handover_until);
    draft.end = at_or_after(draft.plan.grid, later(draft.request.until, draft.plan.timing.reserve));
    if (history.slots.empty()) {
        return Nothing{};
    }
    const UtcTime before = history.slots.back().until;
    if (draft.plan.handover_until > before) {
        return refuse(history.zone,
                      "the result may be imported until " + draft.plan.handover_until.text() +
                          (importable == draft.from ? " (start " : " (now, ") + importable.text() +
                          " + handover " + days(handover) +
                          "), but the sets of the ceremony before end at " + before.text() + ": " +
                          remedy_for_handover(before, draft.request.now, handover));
    }
    return Nothing{};
}

/// All rollovers. Those of keys wait for one of the algorithm to end.
Outcome plan_keys(Draft& draft) {
    const UtcTime first = draft.first;
    if (is_algorithm_changing(draft)) {
        if (!TRY(plan_algorithm(draft))) {
            return Nothing{};
        }
        for (const Key& key : draft.plan.keys) {
            draft.first = std::max(draft.first, key.planned.retire.value_or(first));
        }
    }
    if (!draft.follows) {
        plan_ksks(draft);
    }
    TRY(plan_zsks(draft));
    draft.first = first;
    return Nothing{};
}

/// Does anybody sign the zone, when no ceremony did?
bool is_signed(const Draft& draft) {
    return std::any_of(draft.plan.keys.begin(), draft.plan.keys.end(), [](const Key& key) {
        return key.role == KeyRole::ksk && key.planned.active && !key.planned.remove;
    });
}

/// Takes over the history, with what was observed.
Outcome begin(Draft& draft, History history) {
    TRY(set_times(draft, history));
    draft.take(std::move(history));
    settle_lives(draft);
    if (draft.plan.slots_before.empty() && is_signed(draft)) {
        reconstruct_slots(draft);
        draft.note(
            "taken for granted: until this result is imported, the system that signs now goes "
            "on with the keys that were brought along, and with signatures that last for " +
            days(draft.policy.validity));
    }
    note_listed(draft);
    TRY(settle_parent(draft));
    return check_beginning(draft);
}

/// The slots, once the lives of all keys are planned, and what follows from them.
Outcome end(Draft& draft) {
    add_ds_gates(draft);
    prepare_backups(draft);
    TRY(make_slots(draft, cds_boundaries(draft)));
    add_cds(draft);
    TRY(check_handover(draft));
    TRY(check_end(draft));
    destroy_keys(draft);
    forget_slots(draft);
    return Nothing{};
}

std::vector<KeyIndex> ksks_of(const std::vector<Key>& keys) {
    std::vector<KeyIndex> ksks;
    for (KeyIndex index = 0; index < keys.size(); ++index) {
        if (keys[index].role == KeyRole::ksk) {
            ksks.push_back(index);
        }
    }
    return ksks;
}

/// What was observed of a key for each zone, as far as it was observed for all.
void observe_for_all(std::optional<UtcTime>& first, const std::optional<UtcTime>& other) {
    first = first && other ? std::max(first, other) : std::nullopt;
}

/// Until when sets of any zone list a key that all of them share.
void list_for_all(Key& key, const History& other, KeyIndex index) {
    key.listed_until = std::max(key.listed_until, other.keys[index].listed_until);
    for (const Slot& slot : other.slots) {
        for (const KeyInSet& in_set : slot.keys) {
            if (in_set.key == index) {
                key.listed_until = std::max(key.listed_until, std::optional(slot.expiration));
            }
        }
    }
}

/// The key is that of `zones`, and of those that once shared it.
void share(Key& key, std::vector<dns::Name> zones) {
    for (const dns::Name& zone : key.zones) {
        if (std::find(zones.begin(), zones.end(), zone) == zones.end()) {
            zones.push_back(zone);
        }
    }
    key.zones = std::move(zones);
}

/// Joins what is known of the zones that share KSKs: in each the same numbers, in the first the
/// keys and the parents as all of them see them.
Outcome join(std::vector<History>& histories, const std::vector<const policy::Policy*>& policies) {
    History& first = histories.front();
    const auto ksks = ksks_of(first.keys);
    Timing timing = in_force(timing_of(*policies.front()), first.timing);
    std::optional<Timing> before = first.timing_before;
    UtcTime until = first.timing_before_until;
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        const History& other = histories[zone];
        const auto others = ksks_of(other.keys);
        timing = in_force(timing, in_force(timing_of(*policies[zone]), other.timing));
        before = other.timing_before ? in_force(*other.timing_before, before) : before;
        until = std::max(until, other.timing_before_until);
        const auto is_same = [&](KeyIndex a, KeyIndex b) {
            return first.keys[a].id == other.keys[b].id && first.keys[a].data == other.keys[b].data;
        };
        if (!std::equal(ksks.begin(), ksks.end(), others.begin(), others.end(), is_same)) {
            return refuse(other.zone, "it shares the KSKs of " + first.zone.text() +
                                          ", and does not have the same ones: zones share KSKs "
                                          "from their first ceremony on, or never; leave out "
                                          "ksk-shared-with, and it has its own");
        }
        for (std::size_t number = 0; number < ksks.size(); ++number) {
            Key& key = first.keys[ksks[number]];
            list_for_all(key, other, others[number]);
            Life& observed = key.observed;
            observe_for_all(observed.ds_seen, other.keys[others[number]].observed.ds_seen);
            observe_for_all(observed.ds_gone, other.keys[others[number]].observed.ds_gone);
        }
    }
    std::vector<dns::Name> zones;
    for (History& history : histories) {
        history.timing = timing;
        history.timing_before = before;
        history.timing_before_until = until;
        zones.push_back(history.zone);
    }
    for (const KeyIndex ksk : ksks) {
        share(first.keys[ksk], zones);
    }
    return Nothing{};
}

/// Do KSKs have the same life under both?
bool agree(const policy::Policy& a, const policy::Policy& b) {
    const auto registration = [](const policy::Policy& policy) {
        return policy.parent ? std::optional(policy.parent->registration) : std::nullopt;
    };
    return a.ksk == b.ksk && a.slot == b.slot && a.validity == b.validity &&
           a.handover == b.handover && a.reserve == b.reserve && a.rfc5011 == b.rfc5011 &&
           a.ds_gate == b.ds_gate && a.overlap == b.overlap &&
           a.require_backup == b.require_backup && a.cds.digests == b.cds.digests &&
           registration(a) == registration(b);
}

/// Gives `draft` the KSKs of the plan that it shares them with, and its DS set.
void adopt(Draft& draft, const ZonePlan& plan) {
    draft.follows = true;
    const auto own = ksks_of(draft.plan.keys);
    std::vector<KeyIndex> place(plan.keys.size());
    std::size_t number = 0;
    for (const KeyIndex index : ksks_of(plan.keys)) {
        place[index] = number < own.size() ? own[number] : draft.make_key(KeyRole::ksk);
        draft.key(place[index]) = plan.keys[index];
        ++number;
    }
    const auto translate = [&](DsSet& set) {
        for (DsAtParent& ds : set) {
            ds.key = place[ds.key];
        }
    };
    draft.plan.ds_before = plan.ds_before;
    translate(draft.plan.ds_before);
    draft.plan.ds_changes = plan.ds_changes;
    for (DsChange& change : draft.plan.ds_changes) {
        translate(change.after);
    }
}

}  // namespace

Result<ZonePlan> plan_zone(History history, const policy::Policy& policy, const Request& request) {
    Draft draft(policy, request, history);
    TRY(begin(draft, std::move(history)));
    TRY(plan_keys(draft));
    TRY(end(draft));
    return std::move(draft.plan);
}

Result<std::vector<ZonePlan>> plan_zones_with_one_ksk(
    std::vector<History> histories,
    const std::vector<const policy::Policy*>& policies,
    const Request& request) {
    TRY(join(histories, policies));
    Draft first(*policies.front(), request, histories.front());
    first.ksk_zones.clear();
    for (const History& history : histories) {
        first.ksk_zones.push_back(history.zone);
    }
    TRY(begin(first, std::move(histories.front())));
    TRY(plan_keys(first));
    TRY(end(first));
    std::vector<ZonePlan> plans;
    plans.push_back(std::move(first.plan));
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        Draft draft(*policies[zone], request, histories[zone]);
        if (!agree(*policies.front(), *policies[zone])) {
            return refuse(draft.plan.zone,
                          "it shares the KSKs of " + plans.front().zone.text() +
                              ", so that their policies have to agree in ksk, slot, validity, "
                              "handover, reserve, rfc5011, ds-gate, overlap, require-backup, "
                              "cds.digests and parent.registration");
        }
        TRY(begin(draft, std::move(histories[zone])));
        if (draft.from != first.from || draft.first != first.first || draft.end != first.end ||
            draft.plan.last_ceremony != plans.front().last_ceremony) {
            return refuse(draft.plan.zone,
                          "it shares the KSKs of " + plans.front().zone.text() +
                              ", but not its times: its last ceremony was another one");
        }
        adopt(draft, plans.front());
        draft.ksk_rollovers = first.ksk_rollovers;
        TRY(plan_keys(draft));
        TRY(end(draft));
        plans.push_back(std::move(draft.plan));
    }
    return plans;
}

}  // namespace ceremony::timeline
