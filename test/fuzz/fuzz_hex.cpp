// SPDX-License-Identifier: BSD-3-Clause
//
// Accepted text, encoded again, is the same text in lower case; every octet string
// survives encoding and decoding.

#include <algorithm>
#include <string>

#include "encoding/hex.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace ceremony;

char lower(char c) {
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = fuzz::octets(data, size);
    const auto back = encoding::decode_hex(encoding::encode_hex(input));
    fuzz::hold(back.ok() && std::ranges::equal(back.value(), input), "octets survive");

    std::string text(fuzz::text(data, size));
    const auto decoded = encoding::decode_hex(text);
    if (decoded.ok()) {
        std::ranges::transform(text, text.begin(), lower);
        fuzz::hold(encoding::encode_hex(decoded.value()) == text, "text survives");
    }
    return 0;
}
