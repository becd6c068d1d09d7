// SPDX-License-Identifier: BSD-3-Clause

#include "config/nearest.hpp"

#include <array>
#include <string>

#include "support/printing.hpp"

using namespace ceremony::config;

TEST_CASE("nearest: distances", "[config][nearest]") {
    struct Row {
        std::string a;
        std::string b;
        std::size_t distance;
    };
    // The third to fifth are the textbook examples of the Levenshtein distance.
    const auto row = GENERATE(values<Row>({
        {"", "", 0},
        {"abc", "abc", 0},
        {"kitten", "sitting", 3},
        {"saturday", "sunday", 3},
        {"", "abc", 3},
        {"module", "modul", 1},
        {"module", "moduel", 1},
        {"module", "mdoule", 1},
        {"ab", "ba", 1},
        {"abcd", "badc", 2},
        {"ca", "abc", 3},  // 2 for an unrestricted distance, which may edit twice in one place
        {"aa", "bb", 2},
    }));
    CAPTURE(row.a, row.b);
    CHECK(edit_distance(row.a, row.b) == row.distance);
    CHECK(edit_distance(row.b, row.a) == row.distance);
}

TEST_CASE("nearest: the nearest word is found if one is near", "[config][nearest]") {
    constexpr std::array<std::string_view, 5> known = {"module", "label", "serial", "slot", "pin"};
    CHECK(nearest("modul", known) == "module");
    CHECK(nearest("Label", known) == "label");
    CHECK(nearest("serail", known) == "serial");
    CHECK(nearest("slots", known) == "slot");
    CHECK(nearest("pn", known) == "pin");
    CHECK_FALSE(nearest("sl", known));
    CHECK_FALSE(nearest("environment", known));
    CHECK_FALSE(nearest("", known));
    CHECK_FALSE(nearest("modul", {}));
}

TEST_CASE("nearest: of several the first wins", "[config][nearest]") {
    constexpr std::array<std::string_view, 2> known = {"ab", "ac"};
    CHECK(nearest("ad", known) == "ab");
}

TEST_CASE("nearest: a long word is near to nothing", "[config][nearest]") {
    const std::string longest(40, 'a');
    const std::array<std::string_view, 1> known = {std::string_view(longest).substr(1)};
    CHECK(nearest(longest, known) == known[0]);
    CHECK_FALSE(nearest(longest + "a", known));
}
