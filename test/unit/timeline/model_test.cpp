// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/model.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

using namespace timeline;

TEST_CASE("model: custody has the words of the plan", "[timeline][model]") {
    CHECK(to_string(Custody::bunker) == "bunker");
    CHECK(to_string(Custody::operational) == "operational");
    CHECK(to_string(Custody::external) == "external");
}

TEST_CASE("model: a change of the child is late by all that may be late", "[timeline][model]") {
    Timing timing;
    timing.zone_propagation = 43200;
    timing.lateness = 3 * 86400;
    timing.clock_skew = 300;
    CHECK(timing.child_delay() == 302700);
}

}  // namespace
}  // namespace ceremony
