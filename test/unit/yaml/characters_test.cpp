// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/characters.hpp"

#include <string>

#include "encoding/utf8.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::yaml;

namespace {

// c-printable of YAML 1.2.2, section 5.1, as it stands there, less what is refused on purpose.
bool is_good(std::uint32_t c) {
    const bool printable = c == 0x9 || c == 0xa || (c >= 0x20 && c <= 0x7e) ||
                           (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
                           (c >= 0x10000 && c <= 0x10ffff);
    return printable && c != 0x2028 && c != 0x2029 && c != 0xfeff;
}

}  // namespace

TEST_CASE("yaml characters: of all code points exactly the printable ones are good",
          "[yaml][characters]") {
    for (std::uint32_t c = 0; c <= 0x10ffff; ++c) {
        if (c == 0xd800) {
            c = 0xe000;  // surrogates have no UTF-8
        }
        std::string text = "ab";
        encoding::append_utf8(text, c);
        const auto bad = find_bad_character(text);
        if (bad.has_value() == is_good(c)) {
            FAIL("U+" << std::hex << c);
        }
        if (bad && bad->offset != 2) {
            FAIL("wrong offset for U+" << std::hex << c);
        }
    }
}

TEST_CASE("yaml characters: the first bad one is named", "[yaml][characters]") {
    struct Row {
        std::string text;
        std::size_t offset;
        std::string what;
    };
    const auto row = GENERATE(values<Row>({
        {"a\r\n", 1, "a carriage return: lines end in LF alone"},
        {"\xef\xbb\xbf"
         "a",
         0, "a byte order mark"},
        {"a\x1b[1m", 1, "a control character"},
        {"a\x7f", 1, "a character that is not printable"},
        {"a\xc2\x80", 1, "a control character"},
        {"a\xc2\x85", 1,
         "a line end of YAML 1.1 only (NEL, LS or PS): in double quotes write \\N, \\L or \\P"},
        {"\x01\xff", 0, "a control character"},
        {"\xc3\xa9\xff\x01", 2, "not UTF-8"},
        {"a\xc3", 1, "not UTF-8"},
    }));
    CAPTURE(row.text);
    const auto bad = find_bad_character(row.text);
    REQUIRE(bad.has_value());
    CHECK(bad->offset == row.offset);
    CHECK(bad->what == row.what);
}

TEST_CASE("yaml characters: a good text has no bad character", "[yaml][characters]") {
    CHECK_FALSE(find_bad_character(""));
    CHECK_FALSE(find_bad_character("a: b\n\tc \xc3\xa9 \xe2\x82\xac \xf0\x9f\x94\x91\n"));
}
