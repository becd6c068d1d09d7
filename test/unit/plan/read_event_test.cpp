// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_event.hpp"

#include "unit/plan/refused_plans.hpp"

namespace ceremony::plan {
namespace {

TEST_CASE("read_event: an event that is not understood completely is refused",
          "[plan][read_event]") {
    test::check_refused(GENERATE(values<test::RefusedPlan>({
        {"set events[0] {\"dsLost\":1}", Errc::syntax, "events[0]"},
        {"set events[2].imported.sequence 0", Errc::semantics, "events[2].imported.sequence"},
        {"add events[3].backupDone.who 1", Errc::syntax, "events[3].backupDone.who"},
    })));
}

}  // namespace
}  // namespace ceremony::plan
