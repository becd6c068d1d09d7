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

bool holds(const std::vector<DsAtParent>& records, const DsAtParent& record) {
    return std::find(records.begin(), records.end(), record) != records.end();
}

// Until when the changes of keys count that `change` rests on; nothing: it rests on none.
std::optional<UtcTime> ground_of(const DsChange& change,
                                 const std::vector<DsAtParent>& before,
                                 const ZonePlan& plan) {
    const bool removes = std::any_of(before.begin(), before.end(), [&](const DsAtParent& record) {
        return !holds(change.after, record);
    });
    if (removes) {
        return change.earliest;
    }
    std::optional<UtcTime> ground;
    for (const DsAtParent& record : change.after) {
        const timeline::Life& planned = plan.keys.at(record.key).planned;
        const bool is_published = planned.publish && *planned.publish <= change.earliest;
        if (!holds(before, record) && is_published) {
            ground = std::max(ground.value_or(*planned.publish), *planned.publish);
        }
    }
    return ground;
}

// The first instant for `change` as far as the key sets go.
UtcTime time_after_keys(const DsChange& change,
                        UtcTime ground,
                        const ZonePlan& plan,
                        const Course& course) {
    const auto after =
        std::find_if(course.changes.begin(), course.changes.end(),
                     [ground](const KeyChange& keys) { return keys.planned > ground; });
    if (after == course.changes.begin()) {
        return change.earliest;
    }
    const KeyChange& keys = *std::prev(after);
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
    const std::vector<DsAtParent>* before = &plan.ds_before;
    for (const DsChange& change : plan.ds_changes) {
        UtcTime time = change.earliest;
        if (change.after_import) {
            time = std::max(time, timeline::later(import, *change.after_import));
        }
        if (const auto ground = ground_of(change, *before, plan)) {
            time = std::max(time, time_after_keys(change, *ground, plan, course));
        }
        times.push_back(times.empty() ? time : std::max(time, times.back()));
        before = &change.after;
    }
    return times;
}

}  // namespace ceremony::keysets
