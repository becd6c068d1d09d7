// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/earliest_entry.hpp"

#include "support/printing.hpp"
#include "timeline/grid.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using keysets::earliest_entry;
using keysets::ZoneSets;
using keysets::ZoneState;
using test::instant;

// How choose() keeps these times is in select_test.cpp.

TEST_CASE("earliest_entry: a change keeps its distance from each that it depends on",
          "[keysets][earliest_entry]") {
    const ZoneSets zone = test::rollover();
    const timeline::ZonePlan& plan = zone.plans.begin()->second;
    ZoneState state;
    const auto entry = [&](std::size_t from, std::size_t to) {
        return earliest_entry({zone, state, plan}, zone.sets.at(from), zone.sets.at(to));
    };
    CHECK(entry(0, 1) == timeline::beginning_of_time());
    // 12 h, 5 min, and an hour each of TTL and safety; the lateness of three days is in the plan.
    keysets::note_published(state, zone.sets[0], nullptr, instant("2027-01-01"));
    keysets::note_published(state, zone.sets[1], &zone.sets[0], instant("2027-01-12"));
    CHECK(entry(1, 2) == instant("2027-01-12 14:05:00"));
    // 2 d, 12 h, 5 min, 1 d and 1 h after the new one signs.
    keysets::note_published(state, zone.sets[2], &zone.sets[1], instant("2027-01-17"));
    CHECK(entry(2, 4) == instant("2027-01-20 13:05:00"));
    // Nobody knows what was there before the first set.
    ZoneState late;
    keysets::note_published(late, zone.sets[1], nullptr, instant("2027-01-12"));
    CHECK(earliest_entry({zone, late, plan}, zone.sets[1], zone.sets[2]) ==
          instant("2027-01-12 14:05:00"));
}
