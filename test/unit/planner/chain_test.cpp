// SPDX-License-Identifier: BSD-3-Clause

#include "planner/chain.hpp"

#include "unit/planner/produced.hpp"
#include "unit/policy/read.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::says;

namespace {

Assignment assignment_for(const policy::Configuration& configuration) {
    Assignment assignment{configuration, configuration.zones, {}, {}, {}};
    assignment.request.now = must(UtcTime::from_text("2027-01-01"));
    assignment.request.until = must(UtcTime::from_text("2028-01-01"));
    return assignment;
}

Outcome outcome_of(const Result<plan::ChainPlan>& plan) {
    return plan.ok() ? Outcome(Nothing{}) : Outcome(plan.error());
}

}  // namespace

TEST_CASE("chain: each zone has a plan by its policy", "[planner][chain]") {
    const policy::Configuration configuration = says(
        "policies: { fast: { ttl: 60 } }\n"
        "zones: [ { name: nl., policy: fast }, { name: be. } ]\n"
        "events: [ { imported: { sequence: 1, at: 2027-01-01 } } ]\n");
    const plan::ChainPlan plan = must(plan_chain(assignment_for(configuration)));
    REQUIRE(plan.zones.size() == 2);
    CHECK(plan.zones[0].zone.text() == "nl.");
    CHECK(plan.zones[0].slots.front().ttl == 60);
    CHECK(plan.zones[1].zone.text() == "be.");
    CHECK(plan.zones[1].slots.front().ttl == 3600);
    CHECK(plan.events == configuration.events);
}

TEST_CASE("chain: a zone goes insecure when the configuration says so", "[planner][chain]") {
    const policy::Configuration configuration =
        says("zones: [ { name: nl., goal: insecure }, { name: be. } ]\n");
    Assignment assignment = assignment_for(configuration);
    plan::ChainPlan first = must(plan_chain(assignment));
    for (timeline::ZonePlan& zone : first.zones) {
        zone.ds_before = {{0, dns::DigestType::sha256}};
        zone.ds_changes.clear();
        assignment.histories.push_back(timeline::history_after(std::move(zone), 1));
    }
    assignment.request.now = must(UtcTime::from_text("2027-12-20"));
    assignment.request.until = must(UtcTime::from_text("2028-06-01"));
    const plan::ChainPlan second = must(plan_chain(assignment));
    REQUIRE(second.zones[0].ds_changes.size() == 1);
    CHECK(second.zones[0].ds_changes[0].after.empty());
    CHECK(second.zones[1].ds_changes.empty());
}

TEST_CASE("chain: a zone of the chain that is left out is carried along", "[planner][chain]") {
    const policy::Configuration configuration = says("zones: [ { name: nl. } ]\n");
    Assignment assignment = assignment_for(configuration);
    assignment.histories.resize(2);
    assignment.histories[0].zone = must(dns::Name::from_text("be."));
    assignment.histories[0].last_ceremony = 3;
    assignment.histories[0].until = must(UtcTime::from_text("2027-06-01"));
    assignment.histories[0].slots.resize(2);
    assignment.histories[0].keys.resize(1);
    assignment.histories[1].zone = must(dns::Name::from_text("nl."));
    const plan::ChainPlan plan = must(plan_chain(assignment));
    REQUIRE(plan.zones.size() == 2);
    CHECK(plan.zones[0].zone.text() == "nl.");
    CHECK(plan.zones[1].zone.text() == "be.");
    CHECK(plan.zones[1].slots.empty());
    CHECK(plan.zones[1].slots_before == assignment.histories[0].slots);
    CHECK(plan.zones[1].last_ceremony == 3);
    CHECK(plan.zones[1].keys == assignment.histories[0].keys);

    assignment.histories[0].last_ceremony = 0;
    CHECK(refusal(outcome_of(plan_chain(assignment)), Errc::refused) ==
          "there are keys of be., but it is not planned");
    // The orphan of a lost attempt is destroyed, planned or not.
    assignment.histories[0].keys[0].planned.destroy = assignment.request.now;
    CHECK(plan_chain(assignment).ok());
}

TEST_CASE("chain: a zone begins where it is said to", "[planner][chain]") {
    const policy::Configuration configuration = says("zones: [ { name: nl. }, { name: be. } ]\n");
    Assignment assignment = assignment_for(configuration);
    assignment.starts.emplace(must(dns::Name::from_text("be.")),
                              must(UtcTime::from_text("2027-01-05")));
    const plan::ChainPlan plan = must(plan_chain(assignment));
    CHECK(plan.zones[0].slots.front().from.text() == "2027-01-01 00:00:00");
    CHECK(plan.zones[1].slots.front().from.text() == "2027-01-05 00:00:00");
}

TEST_CASE("chain: zones that share a KSK have the same one", "[planner][chain]") {
    const policy::Configuration configuration =
        says("zones: [ { name: be., ksk-shared-with: nl. }, { name: de. }, { name: nl. } ]\n");
    const plan::ChainPlan plan = must(plan_chain(assignment_for(configuration)));
    REQUIRE(plan.zones.size() == 3);
    CHECK(plan.zones[0].zone.text() == "be.");
    CHECK(plan.zones[1].zone.text() == "de.");
    CHECK(plan.zones[2].zone.text() == "nl.");
    CHECK(plan.zones[0].keys[0] == plan.zones[2].keys[0]);
    CHECK(plan.zones[0].keys[0].zones ==
          std::vector{must(dns::Name::from_text("nl.")), must(dns::Name::from_text("be."))});
    CHECK(plan.zones[1].keys[0].zones == std::vector{must(dns::Name::from_text("de."))});

    const policy::Configuration divided =
        says("zones: [ { name: nl. }, { name: be., ksk-shared-with: nl., goal: insecure } ]\n");
    CHECK(refusal(outcome_of(plan_chain(assignment_for(divided))), Errc::refused) ==
          "be.: it shares the KSKs of nl., but not its goal");

    Assignment alone = assignment_for(configuration);
    alone.zones.pop_back();
    CHECK(refusal(outcome_of(plan_chain(alone)), Errc::refused) ==
          "be.: it shares the KSKs of nl., which is not planned");
}

TEST_CASE("chain: none of the zones that share a KSK is left behind", "[planner][chain]") {
    const policy::Configuration configuration =
        says("zones: [ { name: nl. }, { name: be., ksk-shared-with: nl. }, { name: de. } ]\n");
    Assignment assignment = assignment_for(configuration);
    for (timeline::ZonePlan& zone : must(plan_chain(assignment)).zones) {
        zone.keys.front().id = {1};
        assignment.histories.push_back(timeline::history_after(std::move(zone), 1));
    }
    assignment.request.now = must(UtcTime::from_text("2027-12-20"));
    assignment.request.until = must(UtcTime::from_text("2028-06-01"));
    assignment.zones = {configuration.zones[0], configuration.zones[2]};
    const Outcome refused = outcome_of(plan_chain(assignment));
    CHECK(refusal(refused, Errc::refused) ==
          "be.: it shares the KSKs of nl., which is planned, and is left out");
    CHECK_THAT(refused.error().hint(), Catch::Contains("leave out its ksk-shared-with"));
    // One that does so no longer, and one that never was in a ceremony, may be.
    const policy::Configuration parted =
        says("zones: [ { name: nl. }, { name: be. }, { name: de. } ]\n");
    Assignment apart{parted, {parted.zones[0]}, assignment.histories, assignment.request, {}};
    CHECK(plan_chain(apart).ok());
    assignment.histories.erase(assignment.histories.begin() + 1);
    CHECK(plan_chain(assignment).ok());
    assignment.zones = {configuration.zones[2]};
    CHECK(plan_chain(assignment).ok());
}

TEST_CASE("chain: a plan that is not safe says which numbers rose", "[planner][chain]") {
    const policy::Configuration slow = says(
        "kasp: { zone: { propagation: P1D } }\n"
        "zones: [ { name: nl. } ]\n");
    const policy::Configuration quick = says("zones: [ { name: nl. } ]\n");
    plan::ChainPlan first = must(plan_chain(assignment_for(quick)));
    CHECK(check_proof(first, {}).empty());
    Assignment second = assignment_for(slow);
    second.histories = {timeline::history_after(std::move(first.zones[0]), 1)};
    second.request.now = must(UtcTime::from_text("2027-12-20"));
    second.request.from = must(UtcTime::from_text("2027-12-24"));
    second.request.until = must(UtcTime::from_text("2028-06-01"));
    // The first ceremony publishes a ZSK on 23 December 09:55 that signs from the 27th on. With 3
    // days of lateness and 1 of propagation there are servers without it until 09:55 of that day.
    second.histories[0].ds_before = {{0, dns::DigestType::sha256}};
    second.histories[0].ds_changes.clear();
    const auto before = timings_of(second.histories);
    const std::vector<Error> errors = check_proof(must(plan_chain(second)), before);
    REQUIRE(errors.size() == 1);
    CHECK_THAT(errors[0].message(), Catch::StartsWith("nl.: not safe: "));
    CHECK_THAT(errors[0].hint(), Catch::Contains("(zone.propagation from PT12H to P1D)"));
}

TEST_CASE("chain: each policy is checked once, each zone by itself", "[planner][chain]") {
    const policy::Configuration configuration = says(
        "kasp: { refresh: 1 }\n"
        "policies: { sound: { refresh: P5D, cds: { publish: always } } }\n"
        "zones: [ { name: nl. }, { name: be. }, { name: de., policy: sound } ]\n"
        "publish: [ { zone: de., format: signconf, file: /x } ]\n");
    const std::vector<Error> errors = check_zones(assignment_for(configuration));
    REQUIRE(errors.size() == 2);
    CHECK_THAT(errors[0].message(), Catch::StartsWith("policy kasp: refresh is PT1S"));
    CHECK(errors[0].hint() == "set refresh: P3DT13H5M");
    CHECK_THAT(errors[1].message(), Catch::StartsWith("de.: CDS sets and a target"));
}
