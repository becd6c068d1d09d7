// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("examine_sets: a record or a signature that is not as asked for is found",
          "[cooked][examine_sets]") {
    test::check_findings("examine_sets.vec");
}
