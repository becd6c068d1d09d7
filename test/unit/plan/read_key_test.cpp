// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_key.hpp"

#include "unit/plan/refused_plans.hpp"

namespace ceremony::plan {
namespace {

TEST_CASE("read_key: a key that is not understood completely is refused", "[plan][read_key]") {
    test::check_refused(GENERATE(values<test::RefusedPlan>({
        {"set keys[0].zones []", Errc::syntax, "keys[0].zones"},
        {"set keys[0].zones [\"nl\"]", Errc::syntax, "keys[0].zones[0]"},
        {"set keys[0].role \"CSK\"", Errc::syntax, "keys[0].role"},
        {"set keys[0].custody \"nobody\"", Errc::syntax, "keys[0].custody"},
        {"set keys[0].keyAlgo 5", Errc::semantics, "keys[0].keyAlgo"},
        {"set keys[0].keyAlgo 256", Errc::semantics, "keys[0].keyAlgo"},
        {"set keys[0].planned.revoke true", Errc::syntax, "keys[0].planned.revoke"},
        {"add keys[0].planned.burn 1", Errc::syntax, "keys[0].planned.burn"},
    })));
}

}  // namespace
}  // namespace ceremony::plan
