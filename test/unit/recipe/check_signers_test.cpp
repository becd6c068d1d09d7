// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("check_signers: only keys that can be believed sign a set", "[recipe][check_signers]") {
    test::check_rules("recipe/check_signers.vec");
}
