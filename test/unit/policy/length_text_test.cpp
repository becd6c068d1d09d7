// SPDX-License-Identifier: BSD-3-Clause

#include "policy/length_text.hpp"

#include "support/printing.hpp"

using ceremony::policy::length_text;

TEST_CASE("length_text: it is exact, as the configuration would have it", "[policy][length_text]") {
    CHECK(length_text(0) == "PT0S");
    CHECK(length_text(14 * 86400) == "P14D");
    CHECK(length_text(3 * 86400 + 13 * 3600 + 5 * 60 + 1) == "P3DT13H5M1S");
}

TEST_CASE("length_text: what is no duration is told in seconds", "[policy][length_text]") {
    CHECK(length_text(-5) == "-5 seconds");
}
