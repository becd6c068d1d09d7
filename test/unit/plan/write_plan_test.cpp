// SPDX-License-Identifier: BSD-3-Clause

#include "plan/write_plan.hpp"

#include "plan/read_plan.hpp"
#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;

TEST_CASE("write_plan: a plan has one text", "[plan][write_plan]") {
    ChainPlan plan;
    plan.zones.resize(1);
    timeline::ZonePlan& zone = plan.zones.front();
    zone.zone = test::name_of("nl.");
    zone.timing.has_parent = false;
    zone.own_timing = zone.timing;
    zone.keys = {test::existing_key(recipe::KeyRole::zsk, 1, {zone.zone})};
    zone.keys.front().data = Bytes{1, 2, 3};
    zone.keys.front().tag = 1;
    CHECK(write_plan(plan) == R"({
  "version": 1,
  "keys": [
    {
      "zones": [
        "nl."
      ],
      "role": "ZSK",
      "custody": "bunker",
      "keyID": "hex 01010101010101010101010101010101",
      "keyAlgo": 13,
      "keyTag": 1,
      "keyData": "AQID",
      "observed": {
        "generate": "2025-01-01 00:00:00"
      }
    }
  ],
  "zones": [
    {
      "zone": "nl.",
      "timing": {
        "ttl": 0,
        "maxTtl": 0,
        "zonePropagation": 0,
        "resigning": 0,
        "lateness": 0,
        "clockSkew": 0,
        "publishSafety": 0,
        "retireSafety": 0,
        "refresh": 0,
        "validity": 0,
        "inceptionOffset": 0,
        "handover": 0,
        "reserve": 0
      },
      "until": "1970-01-01 00:00:00",
      "keys": [
        0
      ],
      "setsBefore": [],
      "handoverUntil": "1970-01-01 00:00:00",
      "dsBefore": [],
      "dsChanges": [],
      "notes": []
    }
  ],
  "gates": [],
  "events": []
}
)");
}

TEST_CASE("write_plan: reading gives back all but the sets of the recipe", "[plan][write_plan]") {
    ChainPlan plan = test::sample_plan();
    const recipe::Plan json = must(to_json(plan));
    for (timeline::ZonePlan& zone : plan.zones) {
        zone.slots.clear();
    }
    CHECK(must(read_plan(json)) == plan);
}

TEST_CASE("write_plan: the bunker learns zones, IDs and tags of all keys", "[plan][write_plan]") {
    const auto known = planned_keys(must(to_json(test::sample_plan())));
    // Eight of nl. and two of example., of which one is shared and stands there once.
    REQUIRE(known.size() == 9);
    CHECK(known[0].zones == std::vector{test::name_of("nl.")});
    CHECK(known[0].id == Bytes(16, 1));
    CHECK(known[0].tag == test::sample_plan().zones[0].keys[0].tag);
    CHECK(known[7].zones == std::vector{test::name_of("nl."), test::name_of("example.")});
    CHECK(known[8].id == Bytes(16, 9));
}

TEST_CASE("write_plan: a shared key with different lives stands in the plan twice",
          "[plan][write_plan]") {
    ChainPlan plan = test::sample_plan();
    plan.zones[1].keys[0].planned.publish = test::time_of("2027-02-01");
    const recipe::Plan json = must(to_json(plan));
    CHECK(planned_keys(json).size() == 10);
    CHECK(must(read_plan(json)).zones[1].keys == plan.zones[1].keys);
}

}  // namespace
}  // namespace ceremony::plan
