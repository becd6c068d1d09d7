// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/difference.hpp"

#include <algorithm>

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

TEST_CASE("difference: what stays in between is left out, too", "[consumer][difference]") {
    CHECK(difference("a\nb\nc\nd\ne\n", "A\nb\nc\nD\ne\n") == "-a\n+A\n-d\n+D\n");
    CHECK(difference("a\nksk\nb\n", "ksk\n") == "-a\n-b\n");
    CHECK(difference("ksk\n", "a\nksk\nb\n") == "+a\n+b\n");
    CHECK(difference("old\nksk\nsig 1\n", "ksk\nnew\nsig 2\n") == "-old\n-sig 1\n+new\n+sig 2\n");
    // Two that change places: one of them moves.
    CHECK(difference("x\n1\n2\ny\n", "X\n2\n1\nY\n") == "-x\n-1\n+X\n-y\n+1\n+Y\n");
}

TEST_CASE("difference: no smaller one is known to diff(1)", "[consumer][difference]") {
    // Lines of `diff a b | grep -c "^[<>]"` of GNU diffutils 3.8 with --minimal.
    std::string before;
    std::string after;
    for (int i = 0; i < 60; ++i) {
        before += std::to_string(i * i % 17) + "\n";
        after += std::to_string(i * i % 19) + "\n";
    }
    const std::string text = difference(before, after);
    CHECK(std::count(text.begin(), text.end(), '\n') == 60);
}

TEST_CASE("difference: texts of many lines are still compared", "[consumer][difference]") {
    std::string before = "first\n";
    std::string after = "other\n";
    std::string expected = "-first\n";
    for (int i = 0; i < 2100; ++i) {
        before += "same " + std::to_string(i) + "\n";
        after += "same " + std::to_string(i) + "\n";
        expected += "-same " + std::to_string(i) + "\n";
    }
    const std::string text = difference(before + "last\n", after + "end\n");
    // All of it at once, when to look for what stays in between takes too much.
    CHECK_THAT(text, Catch::StartsWith(expected + "-last\n+other\n+same 0\n"));
    CHECK_THAT(text, Catch::EndsWith("+same 2099\n+end\n"));
}

TEST_CASE("difference: long lines are cut so that what differs is seen", "[consumer][difference]") {
    const std::string common(300, 'x');
    CHECK(difference(common + "1" + common + "\n", common + "2" + common + "\n") ==
          "-..." + std::string(40, 'x') + "1" + std::string(79, 'x') + "...\n+..." +
              std::string(40, 'x') + "2" + std::string(79, 'x') + "...\n");
    CHECK(difference(common + "\n", common + "end\n") ==
          "-..." + std::string(40, 'x') + "\n+..." + std::string(40, 'x') + "end\n");
    // Also where the line that it stands for is not at the same place.
    CHECK_THAT(difference(common + "1\n", "new\n" + common + "2\n"),
               Catch::EndsWith("+..." + std::string(40, 'x') + "2\n"));
    // What differs early is seen anyhow.
    CHECK(difference("1" + common + "\n", "2" + common + "\n") ==
          "-1" + std::string(119, 'x') + "...\n+2" + std::string(119, 'x') + "...\n");
}

TEST_CASE("difference: no line does harm to a terminal", "[consumer][difference]") {
    CHECK(difference("", "<a b=\"c\">\n") == "+<a b=\"c\">\n");
    CHECK(difference("", "a\tIN\tDNSKEY\n") == "+a\tIN\tDNSKEY\n");
    CHECK(difference("", "\x1b[2J\n") == "+\"\\x1b[2J\"\n");
    CHECK(difference("", std::string(120, 'x')) == "+" + std::string(120, 'x') + "\n");
    CHECK(difference("", std::string(121, 'x')) == "+" + std::string(120, 'x') + "...\n");
}
