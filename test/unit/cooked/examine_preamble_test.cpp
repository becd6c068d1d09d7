// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("examine_preamble: a preamble that does not say what it must is found",
          "[cooked][examine_preamble]") {
    test::check_findings("examine_preamble.vec");
}
