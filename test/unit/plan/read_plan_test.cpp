// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_plan.hpp"

#include "unit/plan/refused_plans.hpp"

namespace ceremony::plan::read_plan_test {
namespace {

TEST_CASE("read_plan: a plan that is not understood completely is refused", "[plan][read_plan]") {
    const auto row = GENERATE(values<test::RefusedPlan>({
        {"remove version", Errc::syntax, "version"},
        {"set version 2", Errc::semantics, "version 2"},
        {"add surprise 1", Errc::syntax, "surprise"},
        {"remove keys", Errc::syntax, "keys"},
        {"duplicate zones[1]", Errc::semantics, "zones[2].zone"},
        {"remove zones[0].timing.ttl", Errc::syntax, "zones[0].timing"},
        {"set zones[0].timing.ttl -1", Errc::semantics, "zones[0].timing.ttl"},
        {"remove zones[0].timing.parent.dsTtl", Errc::syntax, "zones[0].timing.parent"},
        {"add zones[0].timing.x 1", Errc::syntax, "zones[0].timing.x"},
        {"set zones[0].grid.step \"week\"", Errc::syntax, "zones[0].grid.step"},
        {"set zones[0].grid.step \"PT0S\"", Errc::syntax, "zones[0].grid"},
        {"set zones[0].keys[0] 99", Errc::semantics, "zones[0].keys[0]: there is no key of"},
        {"set zones[0].keys[0] -1", Errc::semantics, "zones[0].keys[0]: -1 is not between"},
        {"set zones[0].keys[0] 8", Errc::semantics, "zones[0].keys[0]: this is no key of the zone"},
        {"set zones[0].keys[1] 0", Errc::semantics, "zones[0].keys[1]: this key stands in the"},
        {"set zones[0].lastCeremony 0", Errc::semantics, "zones[0].lastCeremony"},
        {"set zones[0].setsBefore[0].keys[0].key 8", Errc::semantics,
         "zones[0].setsBefore[0].keys[0].key"},
        {"set zones[0].setsBefore[1].zoneSigners[0] 8", Errc::semantics,
         "zones[0].setsBefore[1].zoneSigners[0]"},
        {"set zones[0].setsBefore[1].cds.digestTypes [1]", Errc::semantics,
         "zones[0].setsBefore[1].cds.digestTypes[0]"},
        {"set zones[0].dsBefore[0].digest 1", Errc::semantics, "zones[0].dsBefore[0].digest"},
        {"set zones[0].dsChanges[1].after[0].key 8", Errc::semantics,
         "zones[0].dsChanges[1].after[0].key"},
        {"set gates[0].zone \"org.\"", Errc::semantics, "gates[0].zone"},
        {"set gates[0].opens {}", Errc::syntax, "gates[0].opens"},
        {"set gates[1].opens.dsGone 8", Errc::semantics, "gates[1].opens.dsGone"},
        {"set gates[3].opens.imported false", Errc::semantics, "gates[3].opens.imported"},
    }));
    test::check_refused(row);
}

}  // namespace
}  // namespace ceremony::plan::read_plan_test
