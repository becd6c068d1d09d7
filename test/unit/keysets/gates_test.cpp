// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/gates.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using test::instant;

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
}
