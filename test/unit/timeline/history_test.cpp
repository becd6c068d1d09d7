// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/history.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

using namespace timeline;

UtcTime at(std::string_view text) {
    return UtcTime::from_text(text).value();
}

TEST_CASE("history: a plan becomes the history of the next one", "[timeline][history]") {
    ZonePlan plan;
    plan.zone = dns::Name::from_text("nl.").value();
    plan.keys.resize(2);
    plan.slots.resize(3);
    plan.slots[0].from = at("2027-01-01");
    plan.slots_before.resize(1);
    plan.until = at("2028-01-01");
    plan.grid = Grid{at("2027-01-01"), Duration::of(0, 604800).value()};
    plan.timing.ttl = 7200;
    plan.own_timing.ttl = 3600;
    plan.ds_before = {DsAtParent{0, dns::DigestType::sha256}};
    plan.ds_changes.resize(1);
    plan.last_ceremony = 4;

    const History history = history_after(plan, 5);
    CHECK(history.zone == plan.zone);
    CHECK(history.keys == plan.keys);
    CHECK(history.slots == plan.slots);
    CHECK(history.until == plan.until);
    CHECK(history.grid == plan.grid);
    CHECK(history.timing == plan.own_timing);
    CHECK(history.last_ceremony == 5);
    CHECK(history.ds_before == plan.ds_before);
    CHECK(history.ds_changes == plan.ds_changes);
    CHECK(history.imports.empty());
    CHECK(history.backups.empty());
}

}  // namespace
}  // namespace ceremony
