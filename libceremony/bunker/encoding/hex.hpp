// SPDX-License-Identifier: BSD-3-Clause
//
// hex.hpp -- hexadecimal: lower case out, either case in, an even number of digits.

#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony::encoding {

/// Two lower-case digits an octet (RFC 4648, section 8, in lower case).
[[nodiscard]] std::string encode_hex(ByteView octets);
/// Errc::syntax for an odd number of digits or anything that is not a digit.
[[nodiscard]] Result<Bytes> decode_hex(std::string_view text);

}  // namespace ceremony::encoding
