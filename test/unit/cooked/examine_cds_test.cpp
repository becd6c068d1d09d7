// SPDX-License-Identifier: BSD-3-Clause

#include "support/printing.hpp"
#include "unit/cooked/findings.hpp"

using namespace ceremony;

TEST_CASE("examine_cds: a CDS or CDNSKEY set that is not that of its keys is found",
          "[cooked][examine_cds]") {
    test::check_findings("examine_cds.vec");
}
