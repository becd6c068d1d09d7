// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/parent.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "timeline/brought_ds.hpp"
#include "timeline/grid.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

/// When the last record of a set in which only digests are new was seen, after it was submitted.
std::optional<UtcTime> new_digests_seen(const Draft& draft, const DsChange& change) {
    std::optional<UtcTime> last;
    for (const DsAtParent& ds : change.after) {
        const auto& seen = draft.plan.keys[ds.key].observed.ds_seen;
        if (!seen || *seen < change.earliest) {
            return std::nullopt;
        }
        last = std::max(last, seen);
    }
    return last;
}

/// The last of the times at which people saw each part of a change; nothing when one is missing.
/// A record that is gone proves that the change happened, whether the new one was seen or not.
std::optional<UtcTime> observed(const Draft& draft, const DsSet& before, const DsChange& change) {
    const DsSet& after = change.after;
    if (names_same_keys(before, after)) {
        return new_digests_seen(draft, change);
    }
    std::optional<UtcTime> last;
    bool removes = false;
    for (const DsAtParent& ds : before) {
        if (!has_key(after, ds.key)) {
            const Life& life = draft.plan.keys[ds.key].observed;
            const auto& gone = life.ds_gone;
            if (!gone || gone < life.ds_seen) {  // it was gone once, and came back
                return std::nullopt;
            }
            removes = true;
            last = std::max(last, gone);
        }
    }
    for (const DsAtParent& ds : after) {
        if (!has_key(before, ds.key)) {
            const Life& life = draft.plan.keys[ds.key].observed;
            const bool is_there = life.ds_seen >= life.ds_gone;  // and is not from the time before
            if (!removes && (!life.ds_seen || !is_there)) {
                return std::nullopt;
            }
            last = std::max(last, life.ds_seen);
        }
    }
    return last;
}

/// When the result that the plan before made was taken over; nothing when nobody has said so.
std::optional<UtcTime> import_before(const Draft& draft) {
    const auto import =
        std::find_if(draft.imports.begin(), draft.imports.end(),
                     [&](const Import& one) { return one.ceremony == draft.plan.last_ceremony; });
    return import == draft.imports.end() ? std::nullopt : std::optional(import->at);
}

/// What rests on the ceremony before does not depend on the import of this one once that of the
/// former is known.
void count_from_import(Draft& draft) {
    const auto import = import_before(draft);
    for (DsChange& change : draft.plan.ds_changes) {
        if (import && change.after_import) {
            change.earliest = std::max(change.earliest, later(*import, *change.after_import));
            change.after_import.reset();
            if (change.complete) {
                change.complete =
                    std::max(*change.complete, later(change.earliest, dreg(draft.plan.timing)));
            }
        }
    }
}

/// What people saw of the change before the plan had it: the past stays as it is, but either the
/// zone did not do well, or the event is wrong, and with it what is planned from here on.
void note_too_early(Draft& draft, const DsSet& before, const DsChange& change) {
    const auto note = [&](KeyIndex key, const std::string& what, const std::string& planned) {
        draft.note("the DS of " + draft.name_of(key) + " was " + what + ", but was to be " +
                   planned + " no sooner than " + change.earliest.text() +
                   ": was the zone bogus, or is the time under events wrong?");
    };
    std::set<KeyIndex> told;
    for (const DsAtParent& ds : change.after) {
        const auto& seen = draft.plan.keys[ds.key].observed.ds_seen;
        if (!has_key(before, ds.key) && seen && told.insert(ds.key).second) {
            note(ds.key, "seen at " + seen->text(), "submitted");
        }
    }
    for (const DsAtParent& ds : before) {
        const auto& gone = draft.plan.keys[ds.key].observed.ds_gone;
        if (!has_key(change.after, ds.key) && gone && told.insert(ds.key).second) {
            note(ds.key, "gone at " + gone->text(), "withdrawn");
        }
    }
}

void complete(Draft& draft) {
    auto& changes = draft.plan.ds_changes;
    std::optional<UtcTime> after;
    for (std::size_t number = changes.size(); number-- > 0;) {
        DsChange& change = changes[number];
        auto seen = observed(draft, ds_set_before(draft.plan, number), change);
        if (seen && number > 0 && *seen < changes[number - 1].earliest) {
            seen.reset();  // it was about the same record in another time
        }
        if (seen && *seen < change.earliest) {
            note_too_early(draft, ds_set_before(draft.plan, number), change);
        }
        if (!seen && after && change.complete.value_or(end_of_time()) > *after) {
            seen = after;  // a later change is complete: so is this one
        }
        if (seen) {
            change.complete = seen;
            change.assumed = false;
            change.after_import.reset();
            change.earliest = std::min(change.earliest, *seen);
            after = seen;
        }
    }
}

/// What this plan does not know of any more: it plans it anew.
std::vector<DsChange> forget(Draft& draft) {
    std::vector<DsChange> forgotten;
    auto& changes = draft.plan.ds_changes;
    while (!changes.empty() && changes.back().earliest >= draft.first &&
           (!changes.back().complete || changes.back().assumed)) {
        for (const DsAtParent& ds : ds_set_before(draft.plan, changes.size() - 1)) {
            if (!has_key(changes.back().after, ds.key)) {
                draft.life(ds.key).ds_withdraw.reset();
            }
        }
        forgotten.push_back(std::move(changes.back()));
        changes.pop_back();
    }
    return forgotten;
}

void fold(Draft& draft) {
    auto& changes = draft.plan.ds_changes;
    const Seconds cached = draft.plan.timing.parent_propagation + draft.plan.timing.ds_ttl;
    // What was seen puts an end to what was assumed before it.
    const auto last = std::find_if(changes.rbegin(), changes.rend(), [&](const DsChange& change) {
        return change.complete && !change.assumed && later(*change.complete, cached) < draft.from;
    });
    if (last != changes.rend()) {
        draft.plan.ds_before = last->after;
        changes.erase(changes.begin(), last.base());
    }
}

/// Is the DS of the key there, as far as people have said?
bool is_seen(const Life& observed) {
    return observed.ds_seen && observed.ds_seen >= observed.ds_gone;
}
bool is_gone(const Life& observed) {
    return observed.ds_gone && observed.ds_gone > observed.ds_seen;
}

/// Since when the plans have had the DS of the key at the parent, to stay; nothing when they have
/// not, or are about to add it. A time so early that it does not matter for one that was there
/// before all changes.
std::optional<UtcTime> wanted_since(const Draft& draft, KeyIndex key) {
    std::optional<UtcTime> since;
    if (has_key(draft.plan.ds_before, key)) {
        since = beginning_of_time();
    }
    for (std::size_t number = 0; number < draft.plan.ds_changes.size(); ++number) {
        const DsChange& change = draft.plan.ds_changes[number];
        if (!has_key(change.after, key)) {
            since.reset();
        } else if (!has_key(ds_set_before(draft.plan, number), key)) {
            since = change.complete ? std::optional(change.earliest) : std::nullopt;
        }
    }
    return since;
}

bool is_known_at_parent(const Draft& draft, KeyIndex key) {
    const auto& changes = draft.plan.ds_changes;
    return has_key(draft.plan.ds_before, key) ||
           std::any_of(changes.begin(), changes.end(),
                       [&](const DsChange& change) { return has_key(change.after, key); });
}

/// The change to the DS of the key that was planned for a time at which this plan plans anew.
const DsChange* change_to(const std::vector<DsChange>& forgotten, KeyIndex key) {
    const auto change =
        std::find_if(forgotten.begin(), forgotten.end(),
                     [key](const DsChange& one) { return has_key(one.after, key); });
    return change == forgotten.end() ? nullptr : &*change;
}

/// What people saw at the parent is something that the plans wanted, or the DS set is not what this
/// plan would take it for.
Outcome check_observed(const Draft& draft, const std::vector<DsChange>& forgotten) {
    const auto refuse = [&](KeyIndex key, std::string what) {
        return Error{Errc::refused, draft.plan.zone.text() + ": the DS of " + draft.name_of(key) +
                                        " was seen " + std::move(what) +
                                        "; or correct what is under events"};
    };
    for (KeyIndex key = 0; key < draft.plan.keys.size(); ++key) {
        const Life& observed = draft.plan.keys[key].observed;
        const auto since = wanted_since(draft, key);
        if (is_gone(observed) && since && *observed.ds_gone > *since) {
            return refuse(key, "to be gone at " + observed.ds_gone->text() +
                                   ", and no plan has removed it: have the parent publish it "
                                   "again, and say when it was seen");
        }
        const Life& planned = draft.life(key);
        const bool was_wanted = planned.ds_submit || planned.ds_withdraw;
        if (!is_seen(observed) || was_wanted || is_known_at_parent(draft, key)) {
            continue;
        }
        if (const DsChange* const change = change_to(forgotten, key)) {
            return refuse(key, "at " + observed.ds_seen->text() +
                                   ", but was to be submitted from " + change->earliest.text() +
                                   " on: leave it at the parent, have no other removed, and "
                                   "start later, so that keys change after that time only; of "
                                   "one that is gone already, say when");
        }
        return refuse(key, "at " + observed.ds_seen->text() +
                               ", and no plan has it at the parent: have the parent remove it, and "
                               "say when it was gone");
    }
    return Nothing{};
}

/// What the plan goes on with although nobody has seen it.
std::string assumption(const DsChange& change, bool has_parent) {
    const std::string from = change.earliest.text();
    const std::string complete = change.complete.value_or(change.earliest).text();
    if (!has_parent) {
        return "assumed, not observed: the change of the trust anchors that begins at " + from +
               " has come to all validators at " + complete;
    }
    return "assumed, not observed: the DS set that is " +
           (change.after.empty() ? "withdrawn from " + from + " on is gone from the parent at "
                                 : "submitted at " + from + " is complete at the parent at ") +
           complete;
}

}  // namespace

Outcome settle_parent(Draft& draft) {
    const bool is_unknown = draft.plan.ds_before.empty() && draft.plan.ds_changes.empty();
    if (is_unknown && draft.plan.last_ceremony == 0) {
        reconstruct_ds(draft);
    } else if (is_unknown) {
        for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
            if (draft.life(index).active && is_seen(draft.plan.keys[index].observed)) {
                draft.plan.ds_before =
                    with_key(std::move(draft.plan.ds_before), index, draft.policy.cds.digests);
            }
        }
    }
    count_from_import(draft);
    complete(draft);
    const std::vector<DsChange> forgotten = forget(draft);
    fold(draft);
    return check_observed(draft, forgotten);
}

bool is_settled(const Draft& draft) {
    return draft.plan.ds_changes.empty() || draft.plan.ds_changes.back().complete.has_value();
}

std::optional<UtcTime> ds_seen(const Draft& draft, KeyIndex key) {
    for (std::size_t number = draft.plan.ds_changes.size(); number-- > 0;) {
        if (has_key(draft.plan.ds_changes[number].after, key) &&
            !has_key(ds_set_before(draft.plan, number), key)) {
            return draft.plan.ds_changes[number].complete;
        }
    }
    if (has_key(draft.plan.ds_before, key)) {
        const UtcTime long_ago = earlier(draft.from, ipub_p(draft.plan.timing));
        return draft.plan.keys[key].observed.ds_seen.value_or(long_ago);
    }
    return std::nullopt;
}

std::optional<UtcTime> ds_gone(const Draft& draft, KeyIndex key) {
    for (std::size_t number = draft.plan.ds_changes.size(); number-- > 0;) {
        if (!has_key(draft.plan.ds_changes[number].after, key) &&
            has_key(ds_set_before(draft.plan, number), key)) {
            return draft.plan.ds_changes[number].complete;
        }
    }
    return draft.plan.keys[key].observed.ds_gone;
}

bool is_surely_gone(const Draft& draft, KeyIndex key) {
    bool is_there = has_key(draft.plan.ds_before, key);
    for (const DsChange& change : draft.plan.ds_changes) {
        const bool is_certain = change.complete && !change.assumed;
        is_there = has_key(change.after, key) || (is_there && !is_certain);
    }
    const Life& life = draft.life(key);
    const auto& gone = draft.plan.keys[key].observed.ds_gone;
    return !is_there && gone && life.ds_withdraw && *gone >= *life.ds_withdraw;
}

UtcTime first_submission(const Draft& draft) {
    return std::max(draft.from, draft.request.now);
}

UtcTime last_withdrawal(const Draft& draft) {
    return earlier(draft.end, draft.plan.timing.parent_propagation + draft.plan.timing.ds_ttl);
}

UtcTime end_of(const Draft& draft, const Rest& rest) {
    const auto import = rest.published < draft.from ? import_before(draft) : std::nullopt;
    return later(std::max(rest.published, import.value_or(rest.published)), rest.wait);
}

UtcTime asked_from(const Draft& draft, const DsChange& change) {
    return change.after_import
               ? std::max(change.earliest, later(draft.plan.handover_until, *change.after_import))
               : change.earliest;
}

void change_ds(Draft& draft, DsSet after, UtcTime earliest, const std::optional<Rest>& rest) {
    DsChange change;
    change.earliest = earliest;
    if (rest && (rest->published >= draft.from || !import_before(draft))) {
        change.after_import = rest->wait;
    }
    // RFC 5011 leads from one trust anchor to the next; the first one people configure.
    const bool automatic =
        !draft.plan.timing.has_parent && draft.policy.rfc5011 && !last_ds(draft.plan).empty();
    if (draft.policy.ds_gate == policy::DsGate::assume || automatic) {
        const bool by_cds =
            draft.plan.timing.has_parent && draft.policy.cds.publish != policy::CdsPublish::never;
        change.complete =
            later(by_cds ? asked_from(draft, change) : earliest, dreg(draft.plan.timing));
        change.assumed = true;
    }
    const DsSet& before = last_ds(draft.plan);
    for (const DsAtParent& ds : after) {
        if (!has_key(before, ds.key)) {
            draft.life(ds.key).ds_submit = earliest;
            draft.life(ds.key).ds_seen = change.complete;
        }
    }
    for (const DsAtParent& ds : before) {
        if (!has_key(after, ds.key)) {
            draft.life(ds.key).ds_gone = change.complete;
            draft.life(ds.key).ds_withdraw = earliest;
        }
    }
    change.after = std::move(after);
    draft.plan.ds_changes.push_back(std::move(change));
}

void add_ds_gates(Draft& draft) {
    for (std::size_t number = 0; number < draft.plan.ds_changes.size(); ++number) {
        const DsChange& change = draft.plan.ds_changes[number];
        const DsSet& before = ds_set_before(draft.plan, number);
        if (is_taken_back(draft.plan, number)) {
            continue;
        }
        if (change.after_import) {
            draft.add_gate(Imported{}, *change.after_import);
        }
        if (change.assumed) {
            draft.note(assumption(change, draft.plan.timing.has_parent));
        } else if (!change.complete) {
            std::optional<KeyIndex> last;
            const bool new_digests = names_same_keys(before, change.after);
            for (const DsAtParent& ds : change.after) {
                if ((new_digests || !has_key(before, ds.key)) && last != ds.key) {
                    draft.add_gate(DsSeen{ds.key}, ipub_p(draft.plan.timing));
                    last = ds.key;
                }
            }
            for (const DsAtParent& ds : before) {
                if (!has_key(change.after, ds.key) && last != ds.key) {
                    draft.add_gate(DsGone{ds.key}, iret_p(draft.plan.timing));
                    last = ds.key;
                }
            }
        }
    }
}

}  // namespace ceremony::timeline
