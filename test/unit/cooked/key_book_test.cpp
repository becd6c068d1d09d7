// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("key_book: a set that is not exactly the keys of its action is found",
          "[cooked][key_book]") {
    test::check_findings("key_book.vec");
}
