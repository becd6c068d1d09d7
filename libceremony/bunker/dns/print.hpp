// SPDX-License-Identifier: BSD-3-Clause
//
// print.hpp -- presentation form, one line a record, one spelling for everything.
//
//     nl. 3600 IN DNSKEY 257 3 13 <base64>
//     nl. 3600 IN RRSIG DNSKEY 13 1 3600 20270101000000 20261201000000 12345 nl. <base64>
//
// One blank between fields, names in lower case, algorithms as numbers, base64 in one
// piece, times as 14 digits, digests in upper case as in RFC 4034, section 5.4, and from
// BIND (ldns writes them in lower case). scan.hpp reads all of it back.

#pragma once

#include <string>

#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/record.hpp"
#include "dns/rrsig.hpp"

namespace ceremony::dns {

/// The RDATA of a DNSKEY or CDNSKEY record: "257 3 13 <base64>".
[[nodiscard]] std::string print(const Dnskey& key);
/// The RDATA of a DS or CDS record: "23456 13 2 <hex>".
[[nodiscard]] std::string print(const Ds& ds);
/// The RDATA of an RRSIG record.
[[nodiscard]] std::string print(const Rrsig& rrsig);
/// The whole record, without a line end. RDATA of a type other than these five is written
/// as RFC 3597, section 5, has it for unknown types: `\# 4 C0000201`.
[[nodiscard]] std::string print(const Record& record);

}  // namespace ceremony::dns
