// SPDX-License-Identifier: BSD-3-Clause
//
// quote.hpp -- untrusted text made safe for a terminal, a log and a transcript.
//
// A recipe comes on a stick. What it says may be shown only through quote():
// no control character, no escape sequence and no look-alike letter gets out.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ceremony {

/// At most this many octets of the original are shown.
inline constexpr std::size_t quote_limit = 80;

/// `text` in double quotes, printable ASCII only. The quote and the backslash
/// get a backslash in front, LF and TAB become \n and \t, every other octet
/// outside 0x20..0x7e becomes \xNN. Longer text is cut after `limit` octets and
/// ends in "..." outside the quotes.
[[nodiscard]] std::string quote(std::string_view text, std::size_t limit = quote_limit);

}  // namespace ceremony
