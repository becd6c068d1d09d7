// SPDX-License-Identifier: BSD-3-Clause

#include "unit/proof/replay.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "unit/proof/simulator.hpp"

namespace ceremony::test {

using proof::CounterExample;
using proof::SlotNumber;
using timeline::ZonePlan;

std::int64_t promised(const ZonePlan& plan) {
    const timeline::Slot& last = plan.slots.back();
    return last.until.seconds() + plan.timing.lateness + plan.timing.zone_propagation + last.ttl;
}

bool is_replayed(const ZonePlan& plan, const CounterExample& example) {
    const std::optional<std::int64_t> import =
        example.imported ? std::optional(example.imported->seconds()) : std::nullopt;
    std::vector<Sighting> sightings;
    const auto sight = [&sightings](SlotNumber slot, UtcTime by) {
        if (slot.of != SlotNumber::Of::nothing) {
            sightings.push_back({slot.of == SlotNumber::Of::plan, slot.number, by.seconds()});
        }
    };
    sight(example.keys, example.keys_fetched);
    if (example.zone) {
        sight(*example.zone, *example.zone_fetched);
    }
    Course course = latest_course(plan, sightings, import);
    for (std::size_t i = example.ds; i < course.first_ds.size(); ++i) {
        course.first_ds[i] = course.last_ds[i];
    }
    // As far behind as it may be, but not so far that what was sighted was not there yet.
    const auto behind = [&](SlotNumber slot, UtcTime fetched, std::int64_t limit) {
        std::int64_t entered = -limit;
        if (slot.of == SlotNumber::Of::before) {
            entered = course.switches_before[slot.number];
        } else if (slot.of == SlotNumber::Of::plan) {
            entered = std::max(course.switches[slot.number], *course.import);
        }
        return std::clamp<std::int64_t>(fetched.seconds() - entered, 0, limit);
    };
    const timeline::Timing& timing = plan.timing;
    const Simulator simulator(plan, course);
    Fetches fetches;
    fetches.now = example.at.seconds();
    fetches.ds_at = example.ds_fetched.seconds();
    fetches.keys_at = example.keys_fetched.seconds();
    fetches.keys_behind = behind(example.keys, example.keys_fetched, timing.zone_propagation);
    fetches.zone_at = fetches.now;
    if (example.zone) {
        fetches.zone_at = example.zone_fetched->seconds();
        fetches.zone_behind = behind(*example.zone, *example.zone_fetched,
                                     timing.zone_propagation + timing.resigning);
    }
    constexpr std::array<Speed, 2> speeds = {Speed::fast, Speed::slow};
    return std::any_of(speeds.begin(), speeds.end(), [&](Speed speed) {
        fetches.ds_server = speed;
        return simulator.ask(fetches) == Answer::bogus;
    });
}

}  // namespace ceremony::test
