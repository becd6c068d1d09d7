// SPDX-License-Identifier: BSD-3-Clause

#include "planner/times.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::Workshop;

TEST_CASE("times: --like takes each zone from where its sets begin", "[planner][times]") {
    // The grids of the two zones round the start in their own ways.
    Workshop workshop(
        "version: 1\n"
        "kasp: { zsk: { export: none } }\n"
        "policies: { weekly: { slot: P7D } }\n"
        "zones: [ { name: example., policy: weekly }, { name: nl. } ]\n");
    const std::string recipe = workshop.produced();
    workshop.options.like = recipe;
    workshop.options.now.reset();
    const planner::Times times = must(planner::read_times(workshop.options, workshop.told.program));
    CHECK(times.request.now.text() == "2027-01-01 00:00:00");
    CHECK(times.request.until.text() == "2028-01-01 00:00:00");
    CHECK_FALSE(times.request.from);
    REQUIRE(times.starts.size() == 2);
    CHECK(times.starts.begin()->first.text() == "example.");
    CHECK(times.starts.begin()->second.text() == "2027-01-01 00:00:00");
    workshop.options.from = "2027-02-01";
    const planner::Times later = must(planner::read_times(workshop.options, workshop.told.program));
    CHECK(later.request.from->text() == "2027-02-01 00:00:00");
    CHECK(later.starts.empty());
}

TEST_CASE("times: a zone without sets has no start", "[planner][times]") {
    plan::ChainPlan plan;
    plan.zones.resize(2);
    plan.zones[0].zone = must(dns::Name::from_text("be."));
    plan.zones[0].until = must(UtcTime::from_text("2026-01-01"));
    plan.zones[1].zone = must(dns::Name::from_text("nl."));
    plan.zones[1].until = must(UtcTime::from_text("2028-01-01"));
    plan.zones[1].slots.resize(1);
    plan.zones[1].slots[0].from = must(UtcTime::from_text("2027-01-02"));
    const planner::Times times = planner::times_of(recipe::Recipe(), plan);
    CHECK(times.request.until == plan.zones[1].until);
    REQUIRE(times.starts.size() == 1);
    CHECK(times.starts.at(plan.zones[1].zone) == plan.zones[1].slots[0].from);
}
