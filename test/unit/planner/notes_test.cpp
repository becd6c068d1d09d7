// SPDX-License-Identifier: BSD-3-Clause

#include "planner/notes.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using ceremony::planner::notes_of;

namespace {

// Zones with a set each, and nothing to be said of them.
plan::ChainPlan zones(const std::vector<std::string>& names) {
    plan::ChainPlan plan;
    for (const std::string& name : names) {
        timeline::ZonePlan& zone = plan.zones.emplace_back();
        zone.zone = test::name_of(name);
        zone.slots.resize(1);
    }
    return plan;
}

}  // namespace

TEST_CASE("notes: what is true of many zones is said once", "[planner][notes]") {
    plan::ChainPlan plan = zones({"nl.", "be.", "de.", "fr.", "eu."});
    CHECK(notes_of(plan).empty());
    for (timeline::ZonePlan& zone : plan.zones) {
        zone.notes = {zone.zone.text() + ": it waits"};
    }
    plan.zones[1].notes.insert(plan.zones[1].notes.begin(), "be.: it is late");
    plan.zones[4].notes.emplace_back("eu.: it is late");
    CHECK(notes_of(plan) == std::vector<std::string>{"5 zones (nl., be., de., ...): it waits",
                                                     "be., eu.: it is late"});
}

TEST_CASE("notes: tags are told of one zone only", "[planner][notes]") {
    plan::ChainPlan plan = zones({"nl.", "be.", "de."});
    plan.zones[0].notes = {"nl.: K1 (tag 1) and K2 (tag 65535) stay", "nl.: K1 (tag 1) goes"};
    plan.zones[1].notes = {"be.: K1 (tag 77) and K2 (tag 8) stay"};
    plan.zones[2].notes = {"de.: K1 (tag x) stays", "de.: K1 (tag 1"};
    CHECK(notes_of(plan) == std::vector<std::string>{"nl., be.: K1 and K2 stay",
                                                     "nl.: K1 (tag 1) goes",
                                                     "de.: K1 (tag x) stays", "de.: K1 (tag 1"});
}

TEST_CASE("notes: zones that are left out are told", "[planner][notes]") {
    plan::ChainPlan plan = zones({"nl.", "be."});
    plan.zones[0].slots.clear();
    CHECK(notes_of(plan) == std::vector<std::string>{"nl.: left out: it has no sets"});
}

TEST_CASE("notes: signatures that reach far ahead are among them", "[planner][notes]") {
    plan::ChainPlan plan = zones({"nl."});
    plan.zones[0].slots[0].expiration = test::time_of("1971-12-31");
    REQUIRE(notes_of(plan).size() == 1);
    CHECK_THAT(notes_of(plan)[0], Catch::StartsWith("nl.: the signatures reach over 729d, "));
}
