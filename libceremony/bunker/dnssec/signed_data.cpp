// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/signed_data.hpp"

namespace ceremony::dnssec {

Bytes signed_data(const dns::Rrsig& rrsig, const dns::Rrset& set) {
    Bytes octets = dns::to_rdata_without_signature(rrsig);
    append(octets, set.wire(rrsig.original_ttl));
    return octets;
}

}  // namespace ceremony::dnssec
