// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("examine_results: a result that is missing or cannot be is found",
          "[cooked][examine_results]") {
    test::check_findings("examine_results.vec");
}
