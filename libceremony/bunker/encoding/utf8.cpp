// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/utf8.hpp"

#include <cstring>

namespace ceremony::encoding {

namespace {

constexpr std::uint32_t octet_at(std::string_view text, std::size_t position) noexcept {
    return static_cast<unsigned char>(text[position]);
}

// What a lead octet announces: the length of its sequence, and the range of the
// second octet (Unicode 15.0, table 3-7); length 0 for an octet that leads none.
struct Lead {
    std::size_t size;
    std::uint32_t second_low;
    std::uint32_t second_high;
};

constexpr Lead read_lead(std::uint32_t octet) noexcept {
    if (octet < 0x80) {
        return {1, 0, 0};
    }
    if (octet >= 0xc2 && octet <= 0xdf) {
        return {2, 0x80, 0xbf};
    }
    if (octet >= 0xe0 && octet <= 0xef) {  // e0: no overlong form; ed: no surrogate
        return {3, octet == 0xe0 ? 0xa0U : 0x80U, octet == 0xed ? 0x9fU : 0xbfU};
    }
    if (octet >= 0xf0 && octet <= 0xf4) {  // f0: no overlong form; f4: not beyond U+10FFFF
        return {4, octet == 0xf0 ? 0x90U : 0x80U, octet == 0xf4 ? 0x8fU : 0xbfU};
    }
    return {0, 0, 0};
}

// The length of the well-formed sequence at the front of `text`, 0 when there is none.
std::size_t sequence_size(std::string_view text) noexcept {
    const Lead lead = read_lead(octet_at(text, 0));
    if (lead.size == 0 || text.size() < lead.size) {
        return 0;
    }
    for (std::size_t i = 1; i < lead.size; ++i) {
        const std::uint32_t octet = octet_at(text, i);
        const std::uint32_t low = i == 1 ? lead.second_low : 0x80U;
        const std::uint32_t high = i == 1 ? lead.second_high : 0xbfU;
        if (octet < low || octet > high) {
            return 0;
        }
    }
    return lead.size;
}

// How many octets at the front of `text` are ASCII, in steps of eight: what is left
// over is found by the caller. Files here are almost only ASCII.
std::size_t ascii_prefix(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t position = 0;
    while (text.size() - position >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + position, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
        position += sizeof word;
    }
    return position;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) noexcept {
    std::size_t position = ascii_prefix(text);
    while (position < text.size()) {
        const std::size_t size = sequence_size(text.substr(position));
        if (size == 0) {
            return position;
        }
        position += size;
        if (size == 1) {
            position += ascii_prefix(text.substr(position));
        }
    }
    return position;
}

void append_utf8(std::string& out, std::uint32_t code_point) {
    const auto continuation = [&](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | (code_point >> shift & 0x3fU)));
    };
    if (code_point < 0x80) {
        out.push_back(static_cast<char>(code_point));
    } else if (code_point < 0x800) {
        out.push_back(static_cast<char>(0xc0U | code_point >> 6U));
        continuation(0);
    } else if (code_point < 0x10000) {
        out.push_back(static_cast<char>(0xe0U | code_point >> 12U));
        continuation(6);
        continuation(0);
    } else {
        out.push_back(static_cast<char>(0xf0U | code_point >> 18U));
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

CodePoint first_code_point(std::string_view text) noexcept {
    const std::uint32_t first = octet_at(text, 0);
    const std::size_t size = read_lead(first).size;
    if (size <= 1) {
        return {first, 1};
    }
    std::uint32_t value = first & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        value = value << 6U | (octet_at(text, i) & 0x3fU);
    }
    return {value, size};
}

}  // namespace ceremony::encoding
