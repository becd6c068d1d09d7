// SPDX-License-Identifier: BSD-3-Clause

#include "planner/shown_plan.hpp"

#include "timeline/key_names.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;
using ceremony::test::Workshop;

namespace {

UtcTime at(const std::string& text) {
    return must(UtcTime::from_text(text));
}

}  // namespace

TEST_CASE("shown_plan: a recipe is read and proven", "[planner][shown_plan]") {
    Workshop workshop;
    const ShownPlan shown = must(read_shown_plan(workshop.produced()));
    REQUIRE(shown.plan.zones.size() == 1);
    REQUIRE(shown.verdicts.size() == 1);
    CHECK(shown.is_safe());
    CHECK(shown.verdicts[0].dead_man);
    CHECK(key_names(shown.plan.zones[0]) ==
          std::vector<std::string>{"K1", "Z1", "Z2", "Z3", "Z4", "Z5"});
    CHECK_FALSE(read_shown_plan(workshop.folder / "none").ok());
}

TEST_CASE("shown_plan: one zone that is not safe is enough", "[planner][shown_plan]") {
    ShownPlan shown;
    CHECK(shown.is_safe());
    shown.verdicts.resize(2);
    CHECK(shown.is_safe());
    shown.verdicts[1].counter_example = proof::CounterExample{};
    CHECK_FALSE(shown.is_safe());
}

TEST_CASE("shown_plan: a zone without sets is not judged", "[planner][shown_plan]") {
    plan::ChainPlan plan;
    plan.zones.resize(1);
    CHECK(prove_all(plan) == std::vector<proof::Verdict>(1));
}

TEST_CASE("shown_plan: people learn what to do, in the order of time", "[planner][shown_plan]") {
    timeline::ZonePlan plan;
    plan.keys.resize(3);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[1].role = recipe::KeyRole::ksk;
    plan.keys[2].role = recipe::KeyRole::zsk;
    timeline::Slot slot;
    slot.from = at("2027-01-01");
    slot.until = at("2028-01-01");
    plan.slots = {slot};
    plan.handover_until = at("2027-01-15");
    plan.timing.handover = 14 * 86400;
    plan.gates = {{0, timeline::BackupDone{1}, 0}, {0, timeline::DsSeen{1}, 0}};
    plan.ds_before = {{0, dns::DigestType::sha256}};
    timeline::DsChange added;
    added.after = {{0, dns::DigestType::sha256}, {1, dns::DigestType::sha256}};
    added.earliest = at("2027-03-01");
    added.after_import = 3 * 86400 + 14 * 3600 + 5 * 60;
    timeline::DsChange swapped;
    swapped.after = {{1, dns::DigestType::sha384}};
    swapped.earliest = at("2027-04-01");
    swapped.complete = at("2027-04-03");
    swapped.assumed = true;
    timeline::DsChange known;
    known.after = {};
    known.earliest = at("2027-04-02");
    known.complete = at("2027-04-03");
    plan.ds_changes = {added, swapped};
    CHECK(duties_of(plan) ==
          std::vector<Duty>{
              {at("2027-01-01"), "import the result of this ceremony, until 2027-01-15 00:00"},
              {at("2027-01-01"), "back up K2, and say so under events:"},
              {at("2027-03-01"),
               "have the parent publish the DS of K2; but no sooner than P3DT14H5M after this "
               "result was imported, and confirm it under events:"},
              {at("2027-04-01"),
               "have the parent remove the DS of K1; taken for done at "
               "2027-04-03 00:00"},
              {at("2027-12-18"),
               "last start of the next ceremony's sets, which are imported until "
               "2028-01-01 00:00"}});
    plan.ds_changes = {known};
    plan.handover_until = slot.from;
    plan.gates.clear();
    REQUIRE(duties_of(plan).size() == 2);
    CHECK(duties_of(plan)[0].what == "have the result of this ceremony imported");
    // Half a day until all parent servers know, and a day in caches, before the last set ends.
    plan.timing.parent_propagation = 43200;
    plan.timing.ds_ttl = 86400;
    plan.ds_changes[0].complete.reset();
    REQUIRE(duties_of(plan).size() == 4);
    CHECK(duties_of(plan)[3] ==
          Duty{at("2027-12-30 12:00:00"),
               "by now no parent server has a DS, or the zone will be bogus"});
    known.after = {{0, dns::DigestType::sha384}};
    known.complete.reset();
    plan.ds_changes = {known};
    CHECK(duties_of(plan)[1].what ==
          "have the parent change the digest types of the DS set, and confirm it under events:");
    plan.timing.has_parent = false;
    CHECK(duties_of(plan)[1].what ==
          "have validators change the digest types of the trust anchors, and confirm it under "
          "events:");
    plan.ds_changes[0].after = {{1, dns::DigestType::sha256}};
    CHECK(duties_of(plan)[1].what ==
          "have validators trust K2, and trust no more K1, and confirm it under events:");
}

TEST_CASE("shown_plan: RFC 5011 does what others have to be told", "[planner][shown_plan]") {
    timeline::ZonePlan plan;
    plan.keys.resize(2);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[1].role = recipe::KeyRole::ksk;
    timeline::Slot slot;
    slot.from = at("2027-01-01");
    slot.until = at("2028-01-01");
    plan.slots = {slot};
    plan.handover_until = slot.from;
    plan.timing.has_parent = false;
    plan.ds_before = {{0, dns::DigestType::sha256}};
    timeline::DsChange swapped;
    swapped.after = {{1, dns::DigestType::sha256}};
    swapped.earliest = at("2027-04-01");
    swapped.complete = at("2027-04-01");
    swapped.assumed = true;
    swapped.after_import = 0;
    plan.ds_changes = {swapped};
    plan.keys[1].planned.publish = at("2027-01-15");
    plan.keys[1].planned.ready = at("2027-02-14");
    const std::string people = "have validators trust K2, and trust no more K1";
    const std::string import =
        "; but not before this result was imported; taken for done at 2027-04-01 00:00";
    CHECK(duties_of(plan).at(1).what == people + import);  // the old key is not revoked
    plan.keys[0].planned.revoke = at("2027-04-01");
    CHECK(duties_of(plan).at(1).what ==
          people + "; those that follow RFC 5011 do so by themselves" + import);
    plan.keys[1].planned.ready = at("2027-02-13 23:59:59");
    CHECK(duties_of(plan).at(1).what == people + import);
    plan.keys[1].planned.ready = at("2027-02-14");
    plan.ds_before.clear();  // the first one is configured
    CHECK(duties_of(plan).at(1).what == "have validators trust K2" + import);
}

TEST_CASE("shown_plan: nobody is told to do what is taken back", "[planner][shown_plan]") {
    timeline::ZonePlan plan;
    plan.keys.resize(2);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[1].role = recipe::KeyRole::ksk;
    timeline::Slot slot;
    slot.from = at("2027-01-01");
    slot.until = at("2028-01-01");
    plan.slots = {slot};
    plan.handover_until = slot.from;
    plan.ds_before = {{0, dns::DigestType::sha256}};
    timeline::DsChange change;
    timeline::DsChange back;
    back.after = plan.ds_before;
    change.earliest = at("2026-12-01");
    back.earliest = at("2027-01-01");
    plan.ds_changes = {change, back};
    REQUIRE(duties_of(plan).size() == 3);
    CHECK(duties_of(plan)[1] == Duty{at("2027-01-01"),
                                     "have the parent keep the DS of K1, or publish it again, "
                                     "and confirm it under events:"});
    plan.ds_changes[0].after = {{1, dns::DigestType::sha256}};
    CHECK(duties_of(plan)[1].what ==
          "have the parent keep the DS of K1, or publish it again, and not that of K2, and "
          "confirm it under events:");
    plan.timing.has_parent = false;
    CHECK(duties_of(plan)[1].what ==
          "have validators trust K1 as before, and no more K2, and confirm it under events:");

    // Of the same keys with other digest types, these are named.
    plan.timing.has_parent = true;
    plan.ds_changes[0].after = {{0, dns::DigestType::sha384}};
    CHECK(duties_of(plan)[1].what ==
          "have the parent keep the DS of K1 (SHA-256), or publish it again, and not that of K1 "
          "(SHA-384), and confirm it under events:");
    plan.ds_before.push_back({0, dns::DigestType::sha384});
    plan.ds_changes[1].after = plan.ds_before;
    CHECK(duties_of(plan)[1].what ==
          "have the parent keep the DS of K1 (SHA-256, SHA-384), or publish it again, and confirm "
          "it under events:");
    plan.ds_before.pop_back();

    // And back again: what may be there has to go.
    timeline::DsChange again;
    again.earliest = at("2027-02-01");
    plan.ds_changes = {change, back, again};
    plan.timing.has_parent = true;
    REQUIRE(duties_of(plan).size() == 4);
    CHECK(duties_of(plan)[1].what ==
          "have the parent remove the DS of K1, and confirm it under events:");
    CHECK(duties_of(plan)[1].at == at("2027-02-01"));
}

TEST_CASE("shown_plan: who withdraws the DS of one key has to, also when another gets one",
          "[planner][shown_plan]") {
    timeline::ZonePlan plan;
    plan.keys.resize(2);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[1].role = recipe::KeyRole::ksk;
    timeline::Slot slot;
    slot.from = at("2027-06-01");
    slot.until = at("2028-01-01");
    plan.slots = {slot};
    plan.handover_until = slot.from;
    plan.ds_before = {{0, dns::DigestType::sha256}};
    timeline::DsChange withdrawn;
    withdrawn.earliest = at("2027-05-28");
    withdrawn.complete = at("2027-05-30");
    withdrawn.assumed = true;
    timeline::DsChange first;
    first.after = {{1, dns::DigestType::sha256}};
    first.earliest = at("2027-08-01");
    plan.ds_changes = {withdrawn, first};
    REQUIRE(duties_of(plan).size() == 4);
    CHECK(duties_of(plan)[0] ==
          Duty{at("2027-05-28"),
               "have the parent remove the DS of K1; taken for done at 2027-05-30 00:00"});
    CHECK(duties_of(plan)[2] ==
          Duty{at("2027-08-01"),
               "have the parent publish the DS of K2, and confirm it under events:"});
}
