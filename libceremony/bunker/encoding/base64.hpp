// SPDX-License-Identifier: BSD-3-Clause
//
// base64.hpp -- base64 and base64url, one spelling each.
//
// One octet string has exactly one encoding: white space is refused, the unused
// bits of the last group must be zero, and padding is required in base64
// (RFC 4648, section 4) and refused in base64url as JWS uses it (RFC 4648,
// section 5, without padding; RFC 7515, section 2). A recipe therefore cannot
// carry the same key in two spellings.

#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony::encoding {

/// RFC 4648, section 4: with padding, without line breaks.
[[nodiscard]] std::string encode_base64(ByteView octets);
/// The octets that encode_base64 turns into `text`; Errc::syntax when there are none.
[[nodiscard]] Result<Bytes> decode_base64(std::string_view text);
/// Appends what encode_base64 would return to `out`.
void append_base64(std::string& out, ByteView octets);

/// RFC 4648, section 5, without padding.
[[nodiscard]] std::string encode_base64url(ByteView octets);
/// The octets that encode_base64url turns into `text`; Errc::syntax when there are none.
[[nodiscard]] Result<Bytes> decode_base64url(std::string_view text);

}  // namespace ceremony::encoding
