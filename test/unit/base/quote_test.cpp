// SPDX-License-Identifier: BSD-3-Clause

#include "base/quote.hpp"

#include "support/printing.hpp"

using namespace ceremony;

TEST_CASE("quote: printable text stands as it is, in quotes", "[base][quote]") {
    CHECK(quote("") == R"("")");
    CHECK(quote("example. 3600 ~") == R"("example. 3600 ~")");
}

TEST_CASE("quote: nothing that could act on a terminal gets out", "[base][quote]") {
    CHECK(quote("a\"b\\c") == R"("a\"b\\c")");
    CHECK(quote("\n\t\r") == R"("\n\t\x0d")");
    CHECK(quote("\x1b[2J\x7f") == R"("\x1b[2J\x7f")");
    CHECK(quote(std::string("\0", 1)) == R"("\x00")");
    CHECK(quote("\xd0\xb0") == R"("\xd0\xb0")");  // a Cyrillic a, as RFC 3629 writes it
    for (int octet = 0; octet < 256; ++octet) {
        for (const char shown : quote(std::string(1, static_cast<char>(octet)))) {
            CHECK((shown >= 0x20 && shown <= 0x7e));
        }
    }
}

TEST_CASE("quote: long text is cut and says so", "[base][quote]") {
    CHECK(quote("abcdef", 6) == R"("abcdef")");
    CHECK(quote("abcdefg", 6) == R"("abcdef"...)");
    CHECK(quote(std::string(1000, 'x')) == "\"" + std::string(quote_limit, 'x') + "\"...");
}
