// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/hex.hpp"

#include <cstddef>
#include <optional>

#include "base/quote.hpp"

namespace ceremony::encoding {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<unsigned> digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return static_cast<unsigned>(digit - '0');
    }
    const char lower = static_cast<char>(static_cast<unsigned char>(digit) | 0x20U);
    if (lower >= 'a' && lower <= 'f') {
        return static_cast<unsigned>(lower - 'a') + 10U;
    }
    return std::nullopt;
}

Error bad_digit(std::string_view text, std::size_t position) {
    return Error{Errc::syntax, "character " + std::to_string(position + 1) + " is " +
                                   quote(text.substr(position, 1)) + ", not a hexadecimal digit"};
}

}  // namespace

std::string encode_hex(ByteView octets) {
    std::string out;
    out.reserve(octets.size() * 2);
    for (const Byte octet : octets) {
        out.push_back(hex_digits[octet >> 4U]);
        out.push_back(hex_digits[octet & 0x0fU]);
    }
    return out;
}

Result<Bytes> decode_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return Error{Errc::syntax, "an odd number of hexadecimal digits"};
    }
    Bytes octets;
    octets.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = digit_value(text[i]);
        const auto low = digit_value(text[i + 1]);
        if (!high || !low) {
            return bad_digit(text, high ? i + 1 : i);
        }
        octets.push_back(static_cast<Byte>(*high << 4U | *low));
    }
    return octets;
}

}  // namespace ceremony::encoding
