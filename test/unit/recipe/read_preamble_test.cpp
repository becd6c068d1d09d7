// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("read_preamble: each spelling of the preamble is read and everything else refused",
          "[recipe][read_preamble]") {
    test::check_reading("recipe/read_preamble.vec");
}
