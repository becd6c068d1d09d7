// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/gates.hpp"

#include "dnssec/ds_digest.hpp"
#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using test::instant;
using test::must;

TEST_CASE("gates: they open by what was observed", "[keysets][gates]") {
    timeline::ZonePlan plan = test::plan_with_numbers();
    timeline::Key key;
    key.id = {5};
    plan.keys = {key};
    SECTION("a backup") {
        plan.gates = {{1, timeline::BackupDone{0}, 3600}};
        CHECK_FALSE(keysets::opening_of(plan, 1, {}));
        const std::vector<policy::Event> events = {policy::BackupDone{{6}, instant("2027-01-01")},
                                                   policy::BackupDone{{5}, instant("2027-01-02")}};
        CHECK(keysets::opening_of(plan, 1, events) == instant("2027-01-02 01:00:00"));
    }
    SECTION("an import, of the ceremony of the plan or of one after it") {
        plan.last_ceremony = 7;
        plan.gates = {{1, timeline::Imported{}, 3600}};
        std::vector<policy::Event> events = {policy::Imported{7, instant("2027-01-01")}};
        CHECK_FALSE(keysets::opening_of(plan, 1, events));
        events.emplace_back(policy::Imported{8, instant("2027-01-02")});
        events.emplace_back(policy::Imported{9, instant("2027-01-03")});
        CHECK(keysets::opening_of(plan, 1, events) == instant("2027-01-02 01:00:00"));
    }
    SECTION("as the plan knows already") {
        plan.keys.front().observed.ds_seen = instant("2027-01-03");
        plan.keys.front().observed.ds_gone = instant("2027-01-04");
        plan.gates = {{1, timeline::DsSeen{0}, 0}, {1, timeline::DsGone{0}, 0}};
        CHECK(keysets::opening_of(plan, 1, {}) == instant("2027-01-04"));
        CHECK_FALSE(keysets::opening_of(plan, 0, {}));
    }
    SECTION("a later stage waits for the gates of those before it") {
        plan.gates = {{1, timeline::BackupDone{0}, 0}, {2, timeline::Imported{}, 0}};
        std::vector<policy::Event> events = {policy::Imported{1, instant("2027-01-01")}};
        CHECK_FALSE(keysets::opening_of(plan, 2, events));
        events.emplace_back(policy::BackupDone{{5}, instant("2027-01-02")});
        CHECK(keysets::opening_of(plan, 2, events) == instant("2027-01-02"));
    }
}

TEST_CASE("gates: a DS is there since it was first seen and gone since the last time",
          "[keysets][gates]") {
    timeline::ZonePlan plan = test::plan_with_numbers();
    timeline::Key key;
    key.data = test::ksk(1).public_key;
    key.algorithm = test::ksk(1).algorithm;
    key.role = recipe::KeyRole::ksk;
    plan.keys = {key};
    const dns::Ds ds = must(dnssec::make_ds(plan.zone, test::ksk(1), dns::DigestType::sha256));
    SECTION("seen") {
        plan.gates = {{1, timeline::DsSeen{0}, 0}};
        const std::vector<policy::Event> events = {
            policy::DsSeen{plan.zone, ds, instant("2027-01-03")},
            policy::DsSeen{plan.zone, ds, instant("2027-01-02")}};
        CHECK(keysets::opening_of(plan, 1, events) == instant("2027-01-02"));
    }
    SECTION("gone") {
        plan.gates = {{1, timeline::DsGone{0}, 0}};
        const std::vector<policy::Event> events = {
            policy::DsGone{plan.zone, ds, instant("2027-01-03")},
            policy::DsGone{plan.zone, ds, instant("2027-01-02")}};
        CHECK(keysets::opening_of(plan, 1, events) == instant("2027-01-03"));
    }
    SECTION("at the parent of another zone that shares the key") {
        const dns::Name other = must(dns::Name::from_text("other."));
        plan.gates = {{1, timeline::DsSeen{0}, 0}};
        const std::vector<policy::Event> events = {policy::DsSeen{
            other, must(dnssec::make_ds(other, test::ksk(1), dns::DigestType::sha256)),
            instant("2027-01-02")}};
        CHECK_FALSE(keysets::opening_of(plan, 1, events));
    }
}
