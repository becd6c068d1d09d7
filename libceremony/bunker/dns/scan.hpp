// SPDX-License-Identifier: BSD-3-Clause
//
// scan.hpp -- records read from presentation form: DNSKEY, CDNSKEY, DS, CDS, RRSIG.
//
// A record is one line of fields with blanks or tabs between them, as ldns, BIND and Knot
// write it and as print.hpp does:
//
//     owner TTL [IN] type RDATA ;comment
//
// The owner is absolute and begins the line; TTL and class may change places; mnemonics
// are read in either letter case, algorithms and digest types also as numbers; an RRSIG's
// times are 14 digits or seconds (RFC 4034, section 3.2); base64 and hexadecimal digits
// may stand in several pieces. The form of RFC 3597, section 5, (`CLASS1`, `TYPE48`,
// `\# 4 C0000201`) is read for every type, and only it for types other than these five.
// Anything else is refused: other classes, a missing TTL, parentheses, quoted text,
// directives.
//
// Every error is at the place of the field it is about, in the text called `name`:
// "keys.txt:3:24: algorithm: ...".

#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "dns/ds.hpp"
#include "dns/record.hpp"

namespace ceremony::dns {

/// Reads the one record that `line` consists of. Errc::syntax, Errc::semantics for what
/// the readers of names, numbers and RDATA refuse, Errc::limit for a number, TTL or RDATA
/// that is too large.
[[nodiscard]] Result<Record> scan_record(std::string_view line, std::string_view name);

/// Reads the records of `text`, one a line, in their order; lines end in LF. Empty lines
/// and lines with nothing but a comment are passed over. Errors as in scan_record().
[[nodiscard]] Result<std::vector<Record>> scan_records(std::string_view text,
                                                       std::string_view name);

/// Reads the RDATA of a DS record alone: "23456 13 2 EF01...". Errors as in scan_record().
[[nodiscard]] Result<Ds> scan_ds(std::string_view text, std::string_view name);

}  // namespace ceremony::dns
