// SPDX-License-Identifier: BSD-3-Clause
//
// zone.hpp -- a key set as lines of a zone file (RFC 1035, section 5), to be included.

#pragma once

#include <string>

#include "base/result.hpp"
#include "keysets/keyset.hpp"

namespace ceremony::signers {

/// The DNSKEY records and their RRSIGs, then the CDS and CDNSKEY records and theirs; one record
/// a line, with absolute names. Errc::limit as in key_records().
[[nodiscard]] Result<std::string> zone(const keysets::Keyset& keyset);

}  // namespace ceremony::signers
