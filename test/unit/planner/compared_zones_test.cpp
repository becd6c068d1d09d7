// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_zones.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using timeline::ZonePlan;

TEST_CASE("compared_zones: whatever differs in a zone is told", "[planner][compared_zones]") {
    const ZonePlan before = test::sample_plan().zones.front();
    const auto told = [&before](auto&& edit) {
        ZonePlan after = before;
        edit(after);
        Lines lines;
        compare_zones("nl.", before, after, lines);
        return lines;
    };
    CHECK(told([](ZonePlan&) {}).empty());
    CHECK(told([](ZonePlan& plan) { plan.strict = true; }) ==
          Lines{"nl. strict: yes instead of no"});
    CHECK(told([](ZonePlan& plan) { plan.grid.reset(); }) ==
          Lines{"nl. sets begin: when something changes instead of every P7D from "
                "2026-01-02 00:00"});
    CHECK(told([](ZonePlan& plan) { plan.last_ceremony = 10; }) ==
          Lines{"nl. last ceremony before: 10 instead of 11"});
    CHECK(told([](ZonePlan& plan) { plan.until = plan.handover_until; }) ==
          Lines{"nl. end: 2027-01-10 12:00 instead of 2027-01-21 00:00"});
    CHECK(told([](ZonePlan& plan) { plan.handover_until = plan.until; }) ==
          Lines{"nl. imported until: 2027-01-21 00:00 instead of 2027-01-10 12:00"});
    CHECK(told([](ZonePlan& plan) { plan.own_timing.ttl = 1; }) ==
          Lines{"nl. own ttl: 1 instead of 1800"});
    CHECK(told([](ZonePlan& plan) { plan.notes.clear(); }).size() == 1);
    CHECK(told([](ZonePlan& plan) { plan.gates.pop_back(); }).size() == 1);
    CHECK(told([](ZonePlan& plan) { plan.keys.front().label = "x"; }).size() == 1);
    CHECK(told([](ZonePlan& plan) { plan.slots.front().ttl = 1; }).size() == 1);
    CHECK(told([](ZonePlan& plan) { plan.slots_before.front().ttl = 1; }).size() == 1);
}

TEST_CASE("compared_zones: the DS set is told with its times", "[planner][compared_zones]") {
    const ZonePlan before = test::sample_plan().zones.front();
    ZonePlan after = before;
    after.ds_changes.pop_back();
    after.ds_changes.front().assumed = false;
    after.ds_changes.front().after_import = 86'400;
    Lines lines;
    compare_zones("nl.", before, after, lines);
    CHECK(lines == Lines{"nl. DS set: at first K1/2, from 2027-01-12 00:00 K1/2 K3/2 (P1D after "
                         "the import) (complete 2027-01-13 00:00) instead of at first K1/2, from "
                         "2027-01-12 00:00 K1/2 K3/2 (assumed 2027-01-13 00:00), from "
                         "2027-02-01 00:00 K3/2"});
}
