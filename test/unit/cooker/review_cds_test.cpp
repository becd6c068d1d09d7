// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_cds.hpp"

#include "unit/cooker/reviewed.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::fitting_lines;
using ceremony::test::refusals;
using ceremony::test::without;

TEST_CASE("review cds: own CDS keys are those on a token", "[cooker][guard]") {
    const std::string edits =
        "remove recipe.actions[7].actionParams.cds ;; "
        "set recipe.actions[5].actionParams.cds.keys[0].key {\"keyType\": \"direct\", "
        "\"keyAlgo\": 13, \"keyFlags\": \"ZSK\", \"keyData\": "
        "\"Lj5x8cdWPMHdK0DHfwUIYOesgOff7RBNU5eFUqI6kvjhJTXzvAoHiQBLCduLSs9uh7lMqf0WVh58w8qNRyu57Q=="
        "\"}";
    CHECK(refusals(without("cds", "cds: own"), edits) ==
          "5 actionParams.cds.keys[0].key: guard.cds is own, and this key is not on a token: "
          "ZSK 25640 of algorithm 13\n");
    CHECK(refusals(fitting_lines, edits).empty());
}
