// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_json.hpp"

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
    CHECK(zone.find("steps")->elements().size() == shown.verdicts[0].steps.size());
    CHECK(zone.find("counterExample")->kind() == json::Kind::null);
    const json::Value slot = *zone.find("slots")->elements().begin();
    CHECK((*slot.find("keys")->elements().begin()).text() == "K1");
    CHECK(slot.find("responseSize")->integer() == 299);
}

TEST_CASE("page_json: what is not safe is told", "[planner][page_json]") {
    ShownPlan shown;
    shown.plan = test::sample_plan();
    shown.verdicts.resize(shown.plan.zones.size());
    shown.verdicts[0].counter_example = proof::CounterExample{};
    shown.verdicts[0].counter_example->sentence = "so it is";
    shown.verdicts[0].steps = {{proof::Step::What::publish, 0, {}, std::nullopt},
                               {proof::Step::What::hand_over, 0, {}, UtcTime()},
                               {proof::Step::What::ds_change, 0, {}, UtcTime()}};
    shown.verdicts[0].exposure = {{0, UtcTime()}};
    shown.plan.zones[0].notes = {"a note"};
    const json::Document document = must(json::parse(json_of(shown), "page"));
    CHECK_FALSE(document.root().find("safe")->boolean());
    CHECK_FALSE(document.root().find("chain"));
    const json::Value zone = *document.root().find("zones")->elements().begin();
    CHECK(zone.find("counterExample")->find("sentence")->text() == "so it is");
    std::vector<std::string> words;
    for (const json::Value step : zone.find("steps")->elements()) {
        words.emplace_back(step.find("what")->text());
    }
    CHECK(words == std::vector<std::string>{"publish", "handOver", "dsChange"});
    const json::Value step = *zone.find("steps")->elements().begin();
    CHECK(step.find("slack")->kind() == json::Kind::null);
    const json::Value key = *zone.find("keys")->elements().begin();
    CHECK(key.find("exposedUntil")->text() == "1970-01-01T00:00:00Z");
    CHECK((*zone.find("notes")->elements().begin()).text() == "a note");
}
