// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/utf8.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::encoding;

TEST_CASE("utf8: every code point is written and read back, and is well-formed",
          "[encoding][utf8]") {
    for (std::uint32_t value = 0; value <= 0x10ffff; ++value) {
        if (value >= 0xd800 && value <= 0xdfff) {
            continue;
        }
        std::string text;
        append_utf8(text, value);
        const CodePoint read = first_code_point(text);
        if (!is_utf8(text) || read.value != value || read.size != text.size()) {
            FAIL("code point " << value);
        }
    }
    CHECK(is_utf8(""));
}

// The well-formed sequences of each length are as many as there are code points.
TEST_CASE("utf8: no sequence beside those of the code points is accepted", "[encoding][utf8]") {
    std::size_t two = 0;
    std::size_t three = 0;
    for (std::uint32_t first = 0x80; first < 256; ++first) {
        CHECK(valid_utf8_prefix({std::string(1, static_cast<char>(first))}) == 0);
        for (std::uint32_t second = 0x80; second < 256; ++second) {
            const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
            two += is_utf8(pair) ? 1U : 0U;
            for (std::uint32_t third = 0x80; third < 256; ++third) {
                three += is_utf8(pair + static_cast<char>(third)) ? 1U : 0U;
            }
        }
    }
    CHECK(two == 0x800 - 0x80);
    CHECK(three == 0x10000 - 0x800 - 0x800);  // without the surrogates
}

TEST_CASE("utf8: the first octet of what is ill-formed is named", "[encoding][utf8]") {
    struct Row {
        std::string what;
        std::string text;
        std::size_t valid;
    };
    // The cases of RFC 3629, sections 3, 4 and 10, and their neighbours.
    const auto row = GENERATE(values<Row>({
        {"overlong solidus, 2 octets", "\xc0\xaf", 0},
        {"overlong NUL, 2 octets", "ab\xc0\x80", 2},
        {"c1 leads nothing", "\xc1\xbf", 0},
        {"overlong, 3 octets", "\xe0\x9f\xbf", 0},
        {"overlong, 4 octets", "\xf0\x8f\xbf\xbf", 0},
        {"first surrogate", "a\xed\xa0\x80", 1},
        {"last surrogate", "\xed\xbf\xbf", 0},
        {"beyond U+10FFFF", "\xf4\x90\x80\x80", 0},
        {"f5 leads nothing", "\xf5\x80\x80\x80", 0},
        {"ff", "\xff", 0},
        {"cut short", "abcdefgh\xe2\x82", 8},
        {"continuation alone", "abcdefghi\x80", 9},
        {"third octet is no continuation", "\xe2\x82z", 0},
        {"fourth octet is no continuation", "\xc3\xa9\xf0\x9f\x92z", 2},
        {"behind a long ASCII run", std::string(100, 'x') + "\x80", 100},
        {"behind a mixed run", "\xc3\xa9" + std::string(17, 'x') + "\xc3", 19},
    }));
    CAPTURE(row.what);
    CHECK(valid_utf8_prefix(row.text) == row.valid);
    CHECK_FALSE(is_utf8(row.text));
}
