// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/base64.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/quote.hpp"

namespace ceremony::encoding {

namespace {

constexpr std::string_view standard_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t no_digit = 0xff;
using DigitTable = std::array<std::uint8_t, 256>;

consteval DigitTable digits_of(std::string_view alphabet) {
    DigitTable table{};
    table.fill(no_digit);
    for (std::size_t value = 0; value < alphabet.size(); ++value) {
        table[static_cast<unsigned char>(alphabet[value])] = static_cast<std::uint8_t>(value);
    }
    return table;
}

constexpr DigitTable standard_digits = digits_of(standard_alphabet);
constexpr DigitTable url_digits = digits_of(url_alphabet);

// Three octets make four digits; one or two octets at the end make two or three.
void append_digits(std::string& out, ByteView octets, std::string_view alphabet) {
    out.reserve(out.size() + (octets.size() + 2) / 3 * 4);
    while (!octets.empty()) {
        const std::size_t taken = octets.size() < 3 ? octets.size() : 3;
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            group = group << 8U | (i < taken ? octets[i] : 0U);
        }
        for (std::size_t i = 0; i <= taken; ++i) {
            out.push_back(alphabet[group >> (18 - 6 * i) & 0x3fU]);
        }
        octets = octets.subspan(taken);
    }
}

Error bad_digit(std::string_view text, std::size_t position) {
    return Error{Errc::syntax, "character " + std::to_string(position + 1) + " is " +
                                   quote(text.substr(position, 1)) + ", not a base64 digit"};
}

// Decodes digits without padding. A group of four holds three octets; a last
// group of two or three holds one or two, and its unused bits must be zero.
Result<Bytes> decode_digits(std::string_view text, const DigitTable& digits) {
    if (text.size() % 4 == 1) {
        return Error{Errc::syntax, "the base64 text ends inside an octet"};
    }
    Bytes octets;
    octets.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;  // read, but not yet written out
    unsigned bits_held = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint8_t digit = digits[static_cast<unsigned char>(text[i])];
        if (digit == no_digit) {
            return bad_digit(text, i);
        }
        bits = bits << 6U | digit;
        bits_held += 6;
        if (bits_held >= 8) {
            bits_held -= 8;
            octets.push_back(static_cast<Byte>(bits >> bits_held));
            bits &= (1U << bits_held) - 1;
        }
    }
    if (bits != 0) {
        return Error{Errc::syntax, "the unused bits of the last base64 digit are not zero"};
    }
    return octets;
}

}  // namespace

void append_base64(std::string& out, ByteView octets) {
    append_digits(out, octets, standard_alphabet);
    out.append((3 - octets.size() % 3) % 3, '=');
}

std::string encode_base64(ByteView octets) {
    std::string out;
    append_base64(out, octets);
    return out;
}

Result<Bytes> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return Error{Errc::syntax, "the length of the base64 text is not a multiple of 4"};
    }
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) {
        text.remove_suffix(1);
    }
    return decode_digits(text, standard_digits);
}

std::string encode_base64url(ByteView octets) {
    std::string out;
    append_digits(out, octets, url_alphabet);
    return out;
}

Result<Bytes> decode_base64url(std::string_view text) {
    return decode_digits(text, url_digits);
}

}  // namespace ceremony::encoding
