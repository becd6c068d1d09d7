// SPDX-License-Identifier: BSD-3-Clause

#include "plan/events.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::name_of;
using test::time_of;

TEST_CASE("events: those that nothing in a plan rests on are left out", "[plan][events]") {
    ChainPlan plan;
    plan.zones.resize(1);
    plan.zones[0].zone = name_of("nl.");
    plan.zones[0].last_ceremony = 11;
    plan.zones[0].keys = {test::existing_key(recipe::KeyRole::ksk, 4, {name_of("nl.")})};
    const dns::Ds ds{12345, dns::Algorithm::ecdsap256sha256, dns::DigestType::sha256,
                     Bytes(32, 0xab)};
    const UtcTime at = time_of("2027-01-13");
    const std::vector<policy::Event> used = {
        policy::DsSeen{name_of("nl."), ds, at}, policy::DsGone{name_of("nl."), ds, at},
        policy::Imported{11, at}, policy::BackupDone{Bytes(16, 4), at}};
    plan.events = used;
    plan.events.emplace_back(policy::DsSeen{name_of("be."), ds, at});
    plan.events.emplace_back(policy::DsGone{name_of("be."), ds, at});
    plan.events.emplace_back(policy::Imported{10, at});
    plan.events.emplace_back(policy::BackupDone{Bytes(16, 5), at});
    keep_used_events(plan);
    CHECK(plan.events == used);
}

TEST_CASE("events: a key without its public part has no DS", "[plan][events]") {
    const timeline::Key key = test::new_key(recipe::KeyRole::ksk, {name_of("nl.")});
    const dns::Ds ds{12345, dns::Algorithm::ecdsap256sha256, dns::DigestType::sha256,
                     Bytes(32, 0xab)};
    CHECK_FALSE(test::must(has_ds(key, name_of("nl."), ds)));
}

TEST_CASE("events: a key was made when a bunker made it, and no later than planned",
          "[plan][events]") {
    timeline::Key key = test::new_key(recipe::KeyRole::ksk, {name_of("nl.")});
    key.planned.generate = time_of("2027-01-10");
    CHECK_FALSE(made_at(key));
    key.observed.generate = time_of("2027-01-09");
    CHECK(made_at(key) == time_of("2027-01-09"));
    key.observed.generate = time_of("2027-01-11");
    CHECK(made_at(key) == time_of("2027-01-10"));
    key.planned.generate.reset();
    CHECK(made_at(key) == time_of("2027-01-11"));
}

}  // namespace
}  // namespace ceremony::plan
