// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("check_times: times are in order and slots do not overlap", "[recipe][check_times]") {
    test::check_rules("recipe/check_times.vec");
}
