// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/summary.hpp"

#include "cooker/transcript.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;

TEST_CASE("summary: a hash is shown as digits and as words", "[cooker][summary]") {
    crypto::Sha256 digest = {};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest.at(i) = static_cast<Byte>(i);
    }
    const auto lines = hash_lines("SHA-256 of recipe.json", digest);
    REQUIRE(lines.size() == 6);
    CHECK(lines[0] == "SHA-256 of recipe.json");
    CHECK(lines[1] == "  00010203 04050607 08090a0b 0c0d0e0f 10111213 14151617 18191a1b 1c1d1e1f");
    // The first words of the two lists of Zimmermann and Juola (1995) in turn.
    CHECK(lines[2] == "  aardvark adviser accrue aggregate adrift almighty afflict amusement");
    for (const std::string& line : lines) {
        CHECK(line.size() <= line_width);
    }
    digest.fill(0x1b);  // among the longest of both lists
    for (const std::string& line : hash_lines("", digest)) {
        CHECK(line.size() <= line_width);
    }
}

TEST_CASE("summary: key tags take five places and flags are named", "[cooker][summary]") {
    CHECK(tag_text(0) == "00000");
    CHECK(tag_text(9148) == "09148");
    CHECK(tag_text(65535) == "65535");
    CHECK(role_text(257) == "KSK");
    CHECK(role_text(256) == "ZSK");
    CHECK(role_text(385) == "revoked KSK");
    CHECK(role_text(0) == "key");
}

TEST_CASE("summary: steps stand in columns", "[cooker][summary]") {
    CHECK(step_line({1, 17, "haveKey", "nl. KSK 53455  present, matches", {}}) ==
          "Step  1/17 haveKey             nl. KSK 53455  present, matches");
    CHECK(step_line({12, 17, "produceSignedKeyset", "nl.", {}}) ==
          "Step 12/17 produceSignedKeyset nl.");
    CHECK(step_line({7, 1200, "haveKey", "nl.", {}}) == "Step    7/1200 haveKey             nl.");
    CHECK(step_line({1, 1, "haveKey", "nl.", {}}) == "Step  1/1 haveKey             nl.");
    const std::string timed = step_line({2, 17, "generateKey", "nl. ZSK 09148  P-256", 149});
    CHECK(timed.starts_with("Step  2/17 generateKey         nl. ZSK 09148  P-256  "));
    CHECK(timed.ends_with("  0.1 s"));
    CHECK(timed.size() == 96);
    CHECK(step_line({2, 17, "generateKey", std::string(80, 'x'), 12'950}).ends_with("xx  13.0 s"));
}

TEST_CASE("summary: progress says how much is left", "[cooker][summary]") {
    CHECK(progress_line(120, 5000, 400) == "  120 of 5000 keysets, 300 a second, 16 s left");
    CHECK(progress_line(0, 5000, 400) == "  0 of 5000 keysets");
    CHECK(progress_line(5, 5000, 0) == "  5 of 5000 keysets");
    CHECK(progress_line(5000, 5000, 1000) == "  5000 of 5000 keysets, 5000 a second, 0 s left");
}
