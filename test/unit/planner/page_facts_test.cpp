// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_facts.hpp"

#include "unit/plan/samples.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::time_of;

TEST_CASE("page_facts: every kind of event is told", "[planner][page_facts]") {
    const plan::ChainPlan plan = test::sample_plan();
    std::vector<std::string> texts;
    for (const policy::Event& event : plan.events) {
        texts.push_back(event_text(event));
    }
    REQUIRE(texts.size() == 4);
    CHECK_THAT(texts[0], Catch::StartsWith("2027-01-13 00:00 the DS 12345 13 2 AB"));
    CHECK_THAT(texts[0], Catch::EndsWith(" of nl. was seen"));
    CHECK_THAT(texts[1], Catch::EndsWith(" of nl. was gone"));
    CHECK(texts[2] == "2026-12-01 00:00 ceremony 11 was imported");
    CHECK(texts[3] == "2026-12-02 00:00 the key 04040404040404040404040404040404 was backed up");
}

TEST_CASE("page_facts: every kind of gate is told", "[planner][page_facts]") {
    const std::vector<std::string> names = {"K1", "Z1"};
    CHECK(gate_text({1, timeline::DsSeen{0}, 129'600}, names) ==
          "the DS of K1 to be seen, and P1DT12H more");
    CHECK(gate_text({1, timeline::DsGone{0}, 0}, names) == "the DS of K1 to be gone");
    CHECK(gate_text({1, timeline::BackupDone{1}, 60}, names) == "a backup of Z1, and PT1M more");
    CHECK(gate_text({1, timeline::Imported{}, 86400}, names) ==
          "the result of this ceremony to be imported, and P1D more");
}

TEST_CASE("page_facts: a zone that is left out goes on with what it has", "[planner][page_facts]") {
    timeline::ZonePlan plan;
    CHECK(rest_text(plan) == "it has no sets");
    plan.last_ceremony = 3;
    plan.slots_before.resize(1);
    plan.slots_before[0].until = time_of("2027-01-31");
    CHECK(rest_text(plan) == "it has the sets of ceremony 3, until 2027-01-31 00:00");
}

TEST_CASE("page_facts: signatures that reach far ahead are doubtful", "[planner][page_facts]") {
    timeline::ZonePlan plan;
    plan.zone = test::name_of("nl.");
    plan.slots.resize(2);
    plan.slots[0].inception = time_of("2027-01-01");
    plan.slots[1].expiration = time_of("2028-03-06");  // 430 days later: the year has 365
    CHECK(warnings_about(plan).empty());
    plan.slots[1].expiration = time_of("2028-03-07");
    REQUIRE(warnings_about(plan).size() == 1);
    CHECK_THAT(warnings_about(plan)[0], Catch::StartsWith("nl.: the signatures reach over 431d, "));
}
