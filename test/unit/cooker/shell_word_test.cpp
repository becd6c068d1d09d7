// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/shell_word.hpp"

#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

// What sh and bash make of these words was compared with printf '%s' WORD.
TEST_CASE("shell_word: a word for a shell is that word and nothing else", "[cooker][shell_word]") {
    CHECK(shell_word("recipe.json.journal") == "recipe.json.journal");
    CHECK(shell_word("/media/usb-1/a_b,c+d@e%f:g") == "/media/usb-1/a_b,c+d@e%f:g");
    CHECK(shell_word("") == "''");
    CHECK(shell_word("my stick/r.json") == "'my stick/r.json'");
    CHECK(shell_word("$(reboot)") == "'$(reboot)'");
    CHECK(shell_word("~/r") == "'~/r'");
    CHECK(shell_word("it's") == R"('it'\''s')");
    CHECK(shell_word("a\x1b[2J\n7'\\") == R"($'a\033[2J\0127\'\\')");
    CHECK(shell_word("\xff") == R"($'\377')");
    const std::string long_name(200, 'x');
    CHECK(shell_word(long_name) == long_name);
}

}  // namespace
}  // namespace ceremony::cooker
