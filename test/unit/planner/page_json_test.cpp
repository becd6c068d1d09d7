// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_json.hpp"

#include <set>

#include "json/parse.hpp"
#include "unit/plan/samples.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;
using ceremony::test::Workshop;

TEST_CASE("page_json: a machine finds what the page shows", "[planner][page_json]") {
    Workshop workshop;
    const ShownPlan shown = must(read_shown_plan(workshop.produced()));
    const json::Document document = must(json::parse(json_of(shown), "page"));
    const json::Value root = document.root();
    CHECK(root.find("chain")->text() == "example");
    CHECK(root.find("sequence")->integer() == 1);
    CHECK(root.find("safe")->boolean());
    const json::Value zone = *root.find("zones")->elements().begin();
    CHECK(zone.find("zone")->text() == "example.");
    CHECK(zone.find("until")->text() == "2028-01-01T00:00:00Z");
    CHECK(zone.find("keys")->elements().size() == shown.plan.zones[0].keys.size());
    CHECK(zone.find("slots")->elements().size() == shown.plan.zones[0].slots.size());
    CHECK(zone.find("duties")->elements().size() == duties_of(shown.plan.zones[0]).size());
    std::set<std::string> words;
    std::size_t any_time = 0;
    for (const json::Value step : zone.find("steps")->elements()) {
        words.emplace(step.find("what")->text());
        any_time += step.find("slack")->kind() == json::Kind::null ? 1U : 0U;
    }
    CHECK(words == std::set<std::string>{"publish", "handOver", "dsChange"});
    CHECK(any_time == 2);  // the import and the first DS: without them nothing goes bogus
    CHECK(zone.find("counterExample")->kind() == json::Kind::null);
    const json::Value slot = *zone.find("slots")->elements().begin();
    CHECK((*slot.find("keys")->elements().begin()).text() == "K1");
    CHECK(slot.find("responseSize")->integer() == 299);
}

TEST_CASE("page_json: a machine finds what is at the parent", "[planner][page_json]") {
    ShownPlan shown;
    shown.plan = test::sample_plan();
    shown.plan.zones[0].ds_changes[0].after_import = 60;
    shown.verdicts.resize(shown.plan.zones.size());
    const json::Document document = must(json::parse(json_of(shown), "page"));
    const json::Value zone = *document.root().find("zones")->elements().begin();
    REQUIRE(zone.find("dsBefore")->elements().size() == 1);
    const json::Value before = *zone.find("dsBefore")->elements().begin();
    CHECK(before.find("key")->text() == "K1");
    CHECK(before.find("digestType")->integer() == 2);
    REQUIRE(zone.find("dsChanges")->elements().size() == 2);
    const json::Value both = *zone.find("dsChanges")->elements().begin();
    CHECK(both.find("after")->elements().size() == 2);
    CHECK(both.find("earliest")->text() == "2027-01-12T00:00:00Z");
    CHECK(both.find("complete")->text() == "2027-01-13T00:00:00Z");
    CHECK(both.find("assumed")->boolean());
    CHECK_FALSE(both.find("takenBack")->boolean());
    CHECK(both.find("afterImport")->integer() == 60);
    REQUIRE(zone.find("dsRecords")->elements().size() == 1);  // the other key is not made yet
    const json::Value record = *zone.find("dsRecords")->elements().begin();
    CHECK(record.find("key")->text() == "K1");
    CHECK_THAT(std::string(record.find("ds")->text()), Catch::Contains(" 13 2 "));
}

TEST_CASE("page_json: what is not safe is told", "[planner][page_json]") {
    ShownPlan shown;
    shown.plan = test::sample_plan();
    shown.verdicts.resize(shown.plan.zones.size());
    shown.verdicts[0].counter_example = proof::CounterExample{};
    shown.verdicts[0].counter_example->sentence = "so it is";
    shown.verdicts[0].exposure = {{0, UtcTime()}};
    shown.plan.zones[0].notes = {"a note"};
    const json::Document document = must(json::parse(json_of(shown), "page"));
    CHECK_FALSE(document.root().find("safe")->boolean());
    CHECK_FALSE(document.root().find("chain"));
    const json::Value zone = *document.root().find("zones")->elements().begin();
    CHECK(zone.find("counterExample")->find("sentence")->text() == "so it is");
    CHECK(zone.find("steps")->elements().size() == 0);
    const json::Value key = *zone.find("keys")->elements().begin();
    CHECK(key.find("exposedUntil")->text() == "1970-01-01T00:00:00Z");
    CHECK((*zone.find("notes")->elements().begin()).text() == "a note");
}
