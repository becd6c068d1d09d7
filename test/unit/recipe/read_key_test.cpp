// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("read_key: each spelling of a key is read and everything else refused",
          "[recipe][read_key]") {
    test::check_reading("recipe/read_key.vec");
}
