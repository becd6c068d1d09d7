// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/ds_times.hpp"

#include <algorithm>
#include <iterator>

#include "timeline/grid.hpp"

namespace ceremony::keysets {

namespace {

using timeline::DsAtParent;
using timeline::DsChange;
using timeline::Seconds;
using timeline::ZonePlan;

UtcTime end_of_day(UtcTime time) {
    constexpr Seconds day = 86400;
    const Seconds into = (time.seconds() % day + day) % day;
    return timeline::later(time, into == 0 ? 0 : day - into);
}

// When the change of keys is planned that `change` rests on: the last one before it by which a key
// came whose DS is to stay or to come, or went whose DS is to go. Where a DS goes, and no such time
// is known, the last one before it. Nothing: it rests on none, as where only digests are others.
std::optional<UtcTime> ground_of(const DsChange& change,
                                 const timeline::DsSet& before,
                                 const ZonePlan& plan) {
    std::optional<UtcTime> ground;
    const auto rest_on = [&](const std::optional<UtcTime>& time) {
        if (time && *time <= change.earliest) {
            ground = std::max(ground.value_or(*time), *time);
        }
    };
    bool removes = false;
    for (const DsAtParent& record : before) {
        if (!timeline::has_key(change.after, record.key)) {
            const timeline::Life& planned = plan.keys.at(record.key).planned;
            rest_on(planned.revoke ? planned.revoke : planned.remove);
            removes = true;
        }
    }
    for (const DsAtParent& record : change.after) {
        if (removes || !timeline::has_key(before, record.key)) {
            const timeline::Life& planned = plan.keys.at(record.key).planned;
            rest_on(planned.publish);
            rest_on(planned.publish ? planned.active : std::nullopt);
        }
    }
    return removes && !ground ? std::optional(change.earliest) : ground;
}

// The change of keys at that time, or the last one before it; null: it is none of those known.
const KeyChange* change_at(UtcTime ground, const Course& course) {
    const auto after =
        std::find_if(course.changes.begin(), course.changes.end(),
                     [ground](const KeyChange& keys) { return keys.planned > ground; });
    return after == course.changes.begin() ? nullptr : &*std::prev(after);
}

// The first instant for `change` as far as `keys` go.
UtcTime time_after_keys(const DsChange& change,
                        const KeyChange& keys,
                        const ZonePlan& plan,
                        const Course& course) {
    const Seconds distance =
        change.earliest.seconds() - keys.planned.seconds() - plan.timing.lateness;
    // What is not published yet moves on day by day.
    const UtcTime time =
        keys.since ? timeline::later(*keys.since, distance) : timeline::later(course.now, distance);
    return time <= change.earliest ? change.earliest : keys.since ? time : end_of_day(time);
}

}  // namespace

std::vector<UtcTime> ds_times(const ZonePlan& plan, const Course& course) {
    const UtcTime import = course.imported.value_or(plan.handover_until);
    std::vector<UtcTime> times;
    const timeline::DsSet* before = &plan.ds_before;
    for (const DsChange& change : plan.ds_changes) {
        UtcTime time = change.earliest;
        const auto ground = ground_of(change, *before, plan);
        const KeyChange* keys = ground ? change_at(*ground, course) : nullptr;
        if (keys != nullptr) {
            time = std::max(time, time_after_keys(change, *keys, plan, course));
        }
        // Whoever sees the keys published need not go by the import.
        if (change.after_import && (keys == nullptr || !keys->since)) {
            time = std::max(time, timeline::later(import, *change.after_import));
        }
        times.push_back(times.empty() ? time : std::max(time, times.back()));
        before = &change.after;
    }
    return times;
}

}  // namespace ceremony::keysets
