// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/recipe/edits.hpp"

using namespace ceremony;

TEST_CASE("check_tags: no two keys of a zone share a tag", "[recipe][check_tags]") {
    test::check_rules("recipe/check_tags.vec");
}
