// SPDX-License-Identifier: BSD-3-Clause
//
// The well-formed prefix is the one that a second decoder finds, which knows nothing but
// the rows of the Unicode Standard's table 3-7; its code points written out again are
// that prefix.

#include <array>
#include <string>

#include "encoding/utf8.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace ceremony;

struct Range {
    unsigned low;
    unsigned high;
};

constexpr Range absent{256, 256};
constexpr Range tail{0x80, 0xbf};

// Unicode 15.0, table 3-7: well-formed UTF-8 byte sequences.
constexpr std::array<std::array<Range, 4>, 9> table = {{
    {{{0x00, 0x7f}, absent, absent, absent}},
    {{{0xc2, 0xdf}, tail, absent, absent}},
    {{{0xe0, 0xe0}, {0xa0, 0xbf}, tail, absent}},
    {{{0xe1, 0xec}, tail, tail, absent}},
    {{{0xed, 0xed}, {0x80, 0x9f}, tail, absent}},
    {{{0xee, 0xef}, tail, tail, absent}},
    {{{0xf0, 0xf0}, {0x90, 0xbf}, tail, tail}},
    {{{0xf1, 0xf3}, tail, tail, tail}},
    {{{0xf4, 0xf4}, {0x80, 0x8f}, tail, tail}},
}};

// How many octets of `input` the row matches; 0 when it does not.
std::size_t match(const std::array<Range, 4>& row, ByteView input) {
    std::size_t size = 0;
    for (const Range range : row) {
        if (range.low == absent.low) {
            break;
        }
        if (size == input.size() || input[size] < range.low || input[size] > range.high) {
            return 0;
        }
        ++size;
    }
    return size;
}

std::size_t second_opinion(ByteView input) {
    std::size_t position = 0;
    while (position < input.size()) {
        std::size_t size = 0;
        for (const auto& row : table) {
            size += match(row, input.subspan(position));
        }
        if (size == 0) {
            break;
        }
        position += size;
    }
    return position;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text(data, size);
    const std::size_t prefix = encoding::valid_utf8_prefix(text);
    fuzz::hold(prefix == second_opinion(fuzz::octets(data, size)), "both decoders agree");

    std::string again;
    std::string_view rest = text.substr(0, prefix);
    while (!rest.empty()) {
        const encoding::CodePoint first = encoding::first_code_point(rest);
        encoding::append_utf8(again, first.value);
        rest.remove_prefix(first.size);
    }
    fuzz::hold(again == text.substr(0, prefix), "code points survive");
    return 0;
}
