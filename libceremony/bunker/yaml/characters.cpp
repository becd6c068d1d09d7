// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/characters.hpp"

#include <cstdint>

#include "encoding/utf8.hpp"

namespace ceremony::yaml {

namespace {

// Why `code_point` is refused; empty when it is not.
std::string_view fault_of(std::uint32_t code_point) noexcept {
    switch (code_point) {
        case 0x09:
        case 0x0a:
            return {};
        case 0x0d:
            return "a carriage return: lines end in LF alone";
        case 0x85:
        case 0x2028:
        case 0x2029:
            return "a line end of YAML 1.1 only (NEL, LS or PS): in double quotes write \\N, \\L "
                   "or \\P";
        case 0xfeff:
            return "a byte order mark";
        case 0x7f:
        case 0xfffe:
        case 0xffff:
            return "a character that is not printable";
        default:
            break;
    }
    const bool control = code_point < 0x20 || (code_point >= 0x80 && code_point < 0xa0);
    return control ? "a control character" : std::string_view{};
}

}  // namespace

std::optional<BadCharacter> find_bad_character(std::string_view text) noexcept {
    const std::size_t valid = encoding::valid_utf8_prefix(text);
    std::size_t offset = 0;
    while (offset < valid) {
        if (text[offset] >= 0x20 && text[offset] <= 0x7e) {  // nearly all of them
            ++offset;
            continue;
        }
        const encoding::CodePoint next = encoding::first_code_point(text.substr(offset));
        const std::string_view fault = fault_of(next.value);
        if (!fault.empty()) {
            return BadCharacter{offset, fault};
        }
        offset += next.size;
    }
    if (valid < text.size()) {
        return BadCharacter{valid, "not UTF-8"};
    }
    return std::nullopt;
}

}  // namespace ceremony::yaml
