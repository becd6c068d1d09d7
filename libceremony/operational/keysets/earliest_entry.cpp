// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/earliest_entry.hpp"

#include <algorithm>
#include <vector>

#include "keysets/change.hpp"
#include "timeline/grid.hpp"

namespace ceremony::keysets {

namespace {

using timeline::later;
using timeline::Seconds;

// The first set of those before `set` that have the same keys, by the plan.
UtcTime beginning_of(const Keyset& set, const std::vector<const Keyset*>& sets) {
    UtcTime from = set.from;
    for (auto other = sets.rbegin(); other != sets.rend(); ++other) {
        const bool is_before_it =
            (*other)->turn == set.turn && (*other)->stage == set.stage && (*other)->from < set.from;
        if (is_before_it && is_change(**other, set)) {
            break;
        }
        from = is_before_it ? (*other)->from : from;
    }
    return from;
}

}  // namespace

UtcTime earliest_entry(const Past& past, const Keyset& published, const Keyset& next) {
    const std::vector<const Keyset*> sets = sets_of(past.zone, track_of(past.state));
    const Change change = change_between(&published, next);
    UtcTime earliest = timeline::beginning_of_time();
    const Keyset* before = nullptr;
    for (const Published& entered : past.state.changes) {
        const Keyset* set = find_set(past.zone, entered.set);
        if (set == nullptr) {
            continue;
        }
        Seconds wait = 0;
        if (before != nullptr) {
            wait = wait_between(change_between(before, *set), change, past.plan.timing);
            if (set->turn == next.turn) {
                wait = std::min(wait, next.from.seconds() - beginning_of(*set, sets).seconds());
            }
        } else {
            // What was there before is not known: take the keys to be new.
            Change first;
            first.published = set->keys;
            wait = wait_between(first, change, past.plan.timing);
        }
        earliest = std::max(earliest, later(entered.since, wait - past.plan.timing.lateness));
        before = set;
    }
    return earliest;
}

}  // namespace ceremony::keysets
