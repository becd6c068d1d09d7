// SPDX-License-Identifier: BSD-3-Clause
//
// signed_data.hpp -- exactly the octets under the signature of an RRSIG.

#pragma once

#include "base/bytes.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"

namespace ceremony::dnssec {

/// RRSIG_RDATA | RR(1) | RR(2)... (RFC 4034, section 3.1.8.1): the RDATA of `rrsig`
/// without its signature, then the records of `set` in canonical form and order, each
/// with the original TTL of `rrsig`. The owner is taken as it is: nothing is expanded
/// from a wildcard, and verify() refuses an RRSIG that says so.
[[nodiscard]] Bytes signed_data(const dns::Rrsig& rrsig, const dns::Rrset& set);

}  // namespace ceremony::dnssec
