// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("read_values: each spelling is read and everything else refused",
          "[recipe][read_values]") {
    test::check_reading("recipe/read_values.vec");
}
