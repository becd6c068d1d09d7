// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("riddles: keys of which nothing is said are held against all sets", "[cooked][riddles]") {
    test::check_findings("riddles.vec");
}
