// SPDX-License-Identifier: BSD-3-Clause
//
// records.hpp -- what the DNSKEY sets and the CDS sets in a result have in common. For
// examine_sets.cpp and examine_cds.cpp only.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cooked/examination.hpp"
#include "dns/record.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"

namespace ceremony::cooked {

/// The records of one result, and what they should be.
struct RecordSite {
    const Examination& examination;
    std::size_t action;
    const recipe::ProduceSignedKeyset& asked;
    std::string_view path;  ///< "cooked.signedKeysetRRs"
    const std::vector<dns::Record>& records;
    std::uint32_t ttl;

    void add(std::string reason) const {
        examination.add(action, std::string(path), std::move(reason));
    }
    void add(std::size_t record, std::string reason) const {
        examination.add(action, element_path(path, record), std::move(reason));
    }
};

/// Owner and TTL of each record; none stands twice; canonical order within the types, of which
/// RRSIG comes last. In v1.0 they may stand as they like.
void examine_records(const RecordSite& site);

/// Can `set` be sent? Found is when it is longer than a DNS message; then nobody has to verify
/// its signatures either, of which there could be too many.
[[nodiscard]] bool examine_size(const RecordSite& site, const dns::Rrset& set);

/// The RRSIG with this number, and the key that it says it is by; null, and found, when `keys`
/// has none. Are its times those that were asked for?
struct Signature {
    std::size_t record = 0;
    dns::Rrsig rrsig;
    const FoundKey* key = nullptr;
};
[[nodiscard]] Signature examine_rrsig(const RecordSite& site,
                                      std::size_t record,
                                      std::span<const FoundKey> keys);

/// Is it a signature by its key over `set`, with a nonce of its own? REQUIRES: it has a key.
[[nodiscard]] bool examine_signature(const RecordSite& site,
                                     const Signature& signature,
                                     const dns::Rrset& set);

}  // namespace ceremony::cooked
