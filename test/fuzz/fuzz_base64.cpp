// SPDX-License-Identifier: BSD-3-Clause
//
// Accepted text, encoded again, is the same text; every octet string survives encoding
// and decoding. Both alphabets.

#include <algorithm>

#include "encoding/base64.hpp"
#include "fuzz/fuzz.hpp"

using namespace ceremony;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = fuzz::octets(data, size);
    const auto standard = encoding::decode_base64(encoding::encode_base64(input));
    fuzz::hold(standard.ok() && std::ranges::equal(standard.value(), input), "octets survive");
    const auto url = encoding::decode_base64url(encoding::encode_base64url(input));
    fuzz::hold(url.ok() && std::ranges::equal(url.value(), input), "octets survive base64url");

    const std::string_view text = fuzz::text(data, size);
    const auto from_standard = encoding::decode_base64(text);
    fuzz::hold(!from_standard.ok() || encoding::encode_base64(from_standard.value()) == text,
               "text survives");
    const auto from_url = encoding::decode_base64url(text);
    fuzz::hold(!from_url.ok() || encoding::encode_base64url(from_url.value()) == text,
               "base64url text survives");
    return 0;
}
