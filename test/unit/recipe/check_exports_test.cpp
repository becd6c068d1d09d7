// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("check_exports: a key leaves its token only as the rules allow",
          "[recipe][check_exports]") {
    test::check_rules("recipe/check_exports.vec");
}
