// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("read_actions: each spelling of an action is read and everything else refused",
          "[recipe][read_actions]") {
    test::check_reading("recipe/read_actions.vec");
}
