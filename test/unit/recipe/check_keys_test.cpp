// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("check_keys: a key is one thing everywhere and is made or deleted once",
          "[recipe][check_keys]") {
    test::check_rules("recipe/check_keys.vec");
}
