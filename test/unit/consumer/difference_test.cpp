// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/difference.hpp"

#include "support/printing.hpp"

using ceremony::consumer::difference;

TEST_CASE("difference: what both have at their ends is left out", "[consumer][difference]") {
    CHECK(difference("a\nb\nc\nd\n", "a\nB\nC\nX\nd\n") == "-b\n-c\n+B\n+C\n+X\n");
    CHECK(difference("a\na\n", "a\na\na\n") == "+a\n");
    CHECK(difference("a\na\na\n", "a\n") == "-a\n-a\n");
    CHECK(difference("", "a\n") == "+a\n");
    CHECK(difference("a", "") == "-a\n");
    CHECK(difference("same\n", "same\n").empty());
    CHECK(difference("same\n", "same").empty());
    CHECK(difference("", "").empty());
}

TEST_CASE("difference: no line does harm to a terminal", "[consumer][difference]") {
    CHECK(difference("", "<a b=\"c\">\n") == "+<a b=\"c\">\n");
    CHECK(difference("", "\x1b[2J\n") == "+\"\\x1b[2J\"\n");
    CHECK(difference("", std::string(120, 'x')) == "+" + std::string(120, 'x') + "\n");
    CHECK(difference("", std::string(121, 'x')) == "+" + std::string(120, 'x') + "...\n");
}
