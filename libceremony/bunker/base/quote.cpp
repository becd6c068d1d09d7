// SPDX-License-Identifier: BSD-3-Clause

#include "base/quote.hpp"

namespace ceremony {

namespace {

void append_quoted(std::string& out, char character) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto octet = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
        out.push_back('\\');
        out.push_back(character);
    } else if (character == '\n') {
        out.append("\\n");
    } else if (character == '\t') {
        out.append("\\t");
    } else if (octet < 0x20 || octet > 0x7e) {
        out.append("\\x");
        out.push_back(digits[octet >> 4U]);
        out.push_back(digits[octet & 0x0fU]);
    } else {
        out.push_back(character);
    }
}

}  // namespace

std::string quote(std::string_view text, std::size_t limit) {
    std::string out = "\"";
    for (const char character : text.substr(0, limit)) {
        append_quoted(out, character);
    }
    out.append(text.size() > limit ? "\"..." : "\"");
    return out;
}

}  // namespace ceremony
