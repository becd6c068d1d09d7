// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_plan.hpp"

#include "plan/write_plan.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;

Result<ChainPlan> read_text(const std::string& text) {
    const auto document = test::parse_recipe(text);
    return read_plan(must(recipe::Plan::from_value(document, document->root())));
}

TEST_CASE("read_plan: a plan that is not understood completely is refused", "[plan][read_plan]") {
    struct Row {
        std::string edit;
        Errc code;
        std::string path;
    };
    const auto row = GENERATE(values<Row>({
        {"remove version", Errc::syntax, "version"},
        {"set version 2", Errc::semantics, "version 2"},
        {"add surprise 1", Errc::syntax, "surprise"},
        {"remove keys", Errc::syntax, "keys"},
        {"set keys[0].zones []", Errc::syntax, "keys[0].zones"},
        {"set keys[0].zones [\"nl\"]", Errc::syntax, "keys[0].zones[0]"},
        {"set keys[0].role \"CSK\"", Errc::syntax, "keys[0].role"},
        {"set keys[0].custody \"nobody\"", Errc::syntax, "keys[0].custody"},
        {"set keys[0].keyAlgo 5", Errc::semantics, "keys[0].keyAlgo"},
        {"set keys[0].keyAlgo 256", Errc::semantics, "keys[0].keyAlgo"},
        {"set keys[0].planned.revoke true", Errc::syntax, "keys[0].planned.revoke"},
        {"add keys[0].planned.burn 1", Errc::syntax, "keys[0].planned.burn"},
        {"duplicate zones[1]", Errc::semantics, "zones[2].zone"},
        {"remove zones[0].timing.ttl", Errc::syntax, "zones[0].timing"},
        {"set zones[0].timing.ttl -1", Errc::semantics, "zones[0].timing.ttl"},
        {"remove zones[0].timing.parent.dsTtl", Errc::syntax, "zones[0].timing.parent"},
        {"add zones[0].timing.x 1", Errc::syntax, "zones[0].timing.x"},
        {"set zones[0].grid.step \"week\"", Errc::syntax, "zones[0].grid.step"},
        {"set zones[0].grid.step \"PT0S\"", Errc::syntax, "zones[0].grid"},
        {"set zones[0].keys[0] 99", Errc::semantics, "zones[0].keys[0]"},
        {"set zones[0].keys[0] -1", Errc::semantics, "zones[0].keys[0]"},
        {"set zones[0].keys[0] 8", Errc::semantics, "zones[0].keys[0]"},
        {"set zones[0].keys[1] 0", Errc::semantics, "zones[0].keys[1]"},
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
        {"set events[0] {\"dsLost\":1}", Errc::syntax, "events[0]"},
        {"set events[2].imported.sequence 0", Errc::semantics, "events[2].imported.sequence"},
        {"add events[3].backupDone.who 1", Errc::syntax, "events[3].backupDone.who"},
    }));
    CAPTURE(row.edit);
    const auto plan = read_text(test::edited(write_plan(test::sample_plan()), row.edit));
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.error().code() == row.code);
    CHECK(plan.error().place());
    CHECK_THAT(plan.error().message(), Catch::Contains(row.path));
}

}  // namespace
}  // namespace ceremony::plan
