// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/shell_word.hpp"

#include <algorithm>

namespace ceremony::cooker {

namespace {

bool is_printable(char character) {
    return character >= ' ' && character <= '~';
}

bool is_plain(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           std::string_view("._-/:,+@%").find(character) != std::string_view::npos;
}

// For $'...'; an octal escape has three digits, so whatever follows does not belong to it.
void append_escaped(std::string& out, char character) {
    if (character == '\'' || character == '\\') {
        out.push_back('\\');
        out.push_back(character);
    } else if (is_printable(character)) {
        out.push_back(character);
    } else {
        const auto octet = static_cast<unsigned char>(character);
        out.push_back('\\');
        for (const unsigned shift : {6U, 3U, 0U}) {
            out.push_back(static_cast<char>('0' + ((octet >> shift) & 7U)));
        }
    }
}

}  // namespace

std::string shell_word(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) {
        return std::string(text);
    }
    if (!std::all_of(text.begin(), text.end(), is_printable)) {
        std::string out = "$'";
        for (const char character : text) {
            append_escaped(out, character);
        }
        return out + "'";
    }
    std::string out = "'";
    for (const char character : text) {
        out += character == '\'' ? "'\\''" : std::string(1, character);
    }
    return out + "'";
}

}  // namespace ceremony::cooker
