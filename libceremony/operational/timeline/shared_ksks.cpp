// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/shared_ksks.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "timeline/ds_set.hpp"
#include "timeline/obstacles.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

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

bool has_same_ksks(const History& a, const History& b) {
    const auto of_a = ksks_of(a.keys);
    const auto of_b = ksks_of(b.keys);
    return std::equal(
        of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), [&](KeyIndex one, KeyIndex other) {
            return a.keys[one].id == b.keys[other].id && a.keys[one].data == b.keys[other].data;
        });
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

/// The keys of a DS set, by their numbers among the KSKs, which are the same in each zone.
std::set<std::size_t> numbers_in(const Draft& draft, const DsSet& set) {
    const auto ksks = ksks_of(draft.plan.keys);
    std::set<std::size_t> numbers;
    for (std::size_t number = 0; number < ksks.size(); ++number) {
        if (has_key(set, ksks[number])) {
            numbers.insert(number);
        }
    }
    return numbers;
}

/// The set that the parent has for certain, and behind it those that it may have by now.
std::vector<DsSet> sets_at_parent(const Draft& draft) {
    std::vector<DsSet> sets = {draft.plan.ds_before};
    for (const DsChange& change : draft.plan.ds_changes) {
        if (change.complete && !change.assumed) {
            sets.clear();
        }
        sets.push_back(change.after);
    }
    return sets;
}

/// "the DS of K1 (tag 1) and K2", "no DS"
std::string words_for(const Draft& draft, const DsSet& set) {
    std::string words;
    for (const KeyIndex ksk : ksks_of(draft.plan.keys)) {
        if (has_key(set, ksk)) {
            words += (words.empty() ? "the DS of " : " and ") + draft.name_of(ksk);
        }
    }
    return words.empty() ? "no DS" : words;
}

void translate(DsSet& set, const std::vector<KeyIndex>& place) {
    for (DsAtParent& ds : set) {
        ds.key = place[ds.key];
    }
}

void add_changes(ZonePlan& plan, const SharedKsks& shared, const std::vector<KeyIndex>& place) {
    for (DsChange change : shared.changes) {
        translate(change.after, place);
        plan.ds_changes.push_back(std::move(change));
    }
}

}  // namespace

std::vector<dns::Name> zones_of(const std::vector<History>& histories) {
    std::vector<dns::Name> zones;
    for (const History& history : histories) {
        zones.push_back(history.zone);
    }
    return zones;
}

Outcome check_agreement(const std::vector<History>& histories,
                        const std::vector<const policy::Policy*>& policies) {
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        if (!agree(*policies.front(), *policies[zone])) {
            return refuse(histories[zone].zone,
                          "it shares the KSKs of " + histories.front().zone.text() +
                              ", so that their policies have to agree in ksk, slot, validity, "
                              "handover, reserve, rfc5011, ds-gate, overlap, require-backup, "
                              "cds.digests and parent.registration");
        }
    }
    return Nothing{};
}

Outcome join_numbers(std::vector<History>& histories,
                     const std::vector<const policy::Policy*>& policies) {
    const History& first = histories.front();
    Timing timing = in_force(timing_of(*policies.front()), first.timing);
    std::optional<Timing> before = first.timing_before;
    UtcTime until = first.timing_before_until;
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        const History& other = histories[zone];
        timing = in_force(timing, in_force(timing_of(*policies[zone]), other.timing));
        before = other.timing_before ? in_force(*other.timing_before, before) : before;
        until = std::max(until, other.timing_before_until);
        if (!has_same_ksks(first, other)) {
            return refuse(other.zone, "it shares the KSKs of " + first.zone.text() +
                                          ", and does not have the same ones: zones share KSKs "
                                          "from their first ceremony on, or never; leave out "
                                          "ksk-shared-with, and it has its own");
        }
    }
    for (History& history : histories) {
        history.timing = timing;
        history.timing_before = before;
        history.timing_before_until = until;
    }
    return Nothing{};
}

void join_keys(std::vector<History>& histories) {
    History& first = histories.front();
    const auto ksks = ksks_of(first.keys);
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        const History& other = histories[zone];
        const auto others = ksks_of(other.keys);
        for (std::size_t number = 0; number < ksks.size(); ++number) {
            Key& key = first.keys[ksks[number]];
            list_for_all(key, other, others[number]);
            Life& observed = key.observed;
            observe_for_all(observed.ds_seen, other.keys[others[number]].observed.ds_seen);
            observe_for_all(observed.ds_gone, other.keys[others[number]].observed.ds_gone);
        }
    }
    for (const KeyIndex ksk : ksks) {
        share(first.keys[ksk], zones_of(histories));
    }
}

Outcome check_times(const Draft& first, const Draft& other) {
    if (other.from != first.from || other.first != first.first || other.end != first.end ||
        other.plan.last_ceremony != first.plan.last_ceremony) {
        return refuse(other.plan.zone, "it shares the KSKs of " + first.plan.zone.text() +
                                           ", but not its times: its last ceremony was another "
                                           "one")
            .with_hint("leave out ksk-shared-with: from then on each has its own");
    }
    return Nothing{};
}

Outcome check_parents(const Draft& joint, const Draft& own, const std::vector<Draft>& others) {
    std::vector<const Draft*> zones = {&own};
    for (const Draft& other : others) {
        zones.push_back(&other);
    }
    std::set<std::set<std::size_t>> possible;
    for (const DsSet& set : sets_at_parent(joint)) {
        possible.insert(numbers_in(joint, set));
    }
    for (const Draft* zone : zones) {
        const DsSet set = sets_at_parent(*zone).front();
        const auto certain = numbers_in(*zone, set);
        if (possible.contains(certain)) {
            continue;
        }
        std::string others_have;
        for (const Draft* other : zones) {
            const DsSet others_set = sets_at_parent(*other).front();
            if (numbers_in(*other, others_set) != certain) {
                others_have = ", and that of " + other->plan.zone.text() + " " +
                              words_for(*other, others_set);
                break;
            }
        }
        return refuse(
            zone->plan.zone,
            "zones with the same KSKs change their DS sets together, but its parent has " +
                words_for(*zone, set) + others_have +
                ": have all parents publish the same, and say when it was seen; or "
                "correct what is under events or in the file of --keys");
    }
    return Nothing{};
}

SharedKsks shared_ksks(const Draft& draft, std::size_t settled) {
    SharedKsks shared;
    std::vector<KeyIndex> place(draft.plan.keys.size());
    for (const KeyIndex index : ksks_of(draft.plan.keys)) {
        place[index] = shared.keys.size();
        shared.keys.push_back(draft.plan.keys[index]);
    }
    for (std::size_t number = settled; number < draft.plan.ds_changes.size(); ++number) {
        translate(shared.changes.emplace_back(draft.plan.ds_changes[number]).after, place);
    }
    shared.rollovers = draft.ksk_rollovers;
    return shared;
}

void take_parent(Draft& draft, const ZonePlan& own, const SharedKsks& shared) {
    draft.plan.ds_before = own.ds_before;
    draft.plan.ds_changes = own.ds_changes;
    add_changes(draft.plan, shared, ksks_of(draft.plan.keys));
}

void take_observed(ZonePlan& plan, const ZonePlan& own) {
    for (const KeyIndex index : ksks_of(own.keys)) {  // they come first, in both
        plan.keys[index].observed.ds_seen = own.keys[index].observed.ds_seen;
        plan.keys[index].observed.ds_gone = own.keys[index].observed.ds_gone;
    }
}

void adopt(Draft& draft, const SharedKsks& shared) {
    draft.follows = true;
    draft.ksk_rollovers = shared.rollovers;
    std::vector<KeyIndex> place = ksks_of(draft.plan.keys);
    for (std::size_t number = 0; number < shared.keys.size(); ++number) {
        if (number == place.size()) {
            place.push_back(draft.make_key(KeyRole::ksk));
        }
        Key& key = draft.key(place[number]);
        const Life observed = key.observed;
        key = shared.keys[number];
        key.observed.ds_seen = observed.ds_seen;
        key.observed.ds_gone = observed.ds_gone;
    }
    add_changes(draft.plan, shared, place);
}

}  // namespace ceremony::timeline
