// SPDX-License-Identifier: BSD-3-Clause
//
// records.hpp -- a key set as resource records. For signers/ only.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "dns/record.hpp"
#include "keysets/keyset.hpp"

namespace ceremony::signers {

/// The DNSKEY records, in canonical order. Errc::limit: the TTL has more than 31 bits.
[[nodiscard]] Result<std::vector<dns::Record>> key_records(const keysets::Keyset& keyset);
/// The RRSIG records over them, each with the TTL of the set.
[[nodiscard]] Result<std::vector<dns::Record>> signature_records(const keysets::Keyset& keyset);

}  // namespace ceremony::signers
