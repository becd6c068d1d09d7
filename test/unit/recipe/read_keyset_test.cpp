// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("read_keyset: each spelling of a set is read and everything else refused",
          "[recipe][read_keyset]") {
    test::check_reading("recipe/read_keyset.vec");
}
