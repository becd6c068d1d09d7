// SPDX-License-Identifier: BSD-3-Clause
//
// keyset.hpp -- one DNSKEY set that a ceremony signed, with all that is published beside it.
//
// A Keyset is made from a cooked recipe, by from_cooked() and nowhere else outside of tests. Once
// the recipe was verified as a whole (examine.hpp) its signatures are good and its keys are those
// that were asked for; check_signatures() looks at the signatures of one set alone. Whether it may
// be published at some time, select.hpp says.

#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "dns/dnskey.hpp"
#include "dns/name.hpp"
#include "dns/record.hpp"
#include "dns/rrsig.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::keysets {

/// A key that signs the zone's data.
struct ZoneSigner {
    dns::Dnskey dnskey;
    Bytes id;               ///< CKA_ID on the token; empty when the recipe does not know it
    bool external = false;  ///< somebody else holds it: no token of ours has it

    friend bool operator==(const ZoneSigner&, const ZoneSigner&) = default;
};

struct Keyset {
    dns::Name zone;
    recipe::Word track;
    std::uint16_t stage = 0;
    std::uint32_t sequence = 0;  ///< of the ceremony in its chain; 0: the recipe names none
    crypto::Sha256 file{};       ///< of the cooked recipe

    UtcTime inception;  ///< of every signature, as is the next
    UtcTime expiration;
    std::uint32_t ttl = 0;  ///< of the DNSKEY set and under its signatures
    /// When it is to be published: in [from, until).
    UtcTime from;
    UtcTime until;
    /// Does the recipe say when it is published, and who signs the zone then? When not, as in
    /// v1.0, `from` is the inception, `until` the expiration, and there are no zone signers.
    bool has_slot = true;

    std::vector<dns::Dnskey> keys;       ///< in canonical order; never empty
    std::vector<dns::Rrsig> signatures;  ///< over the DNSKEY set, in canonical order; never empty
    /// CDS records, CDNSKEY records, then the RRSIGs over both, each in canonical order; empty
    /// when none are asked for.
    std::vector<dns::Record> cds;
    std::vector<ZoneSigner> zone_signers;  ///< some may not be among `keys`
    /// Among the files of the zone, the newer has the higher one (zone_sets.hpp); 0: the recipe
    /// names no ceremony.
    std::uint32_t turn = 0;

    friend bool operator==(const Keyset&, const Keyset&) = default;
};

/// The keys of the set that signed it.
[[nodiscard]] std::vector<dns::Dnskey> signers_of(const Keyset& keyset);

/// The records of the set, then the RRSIGs over it, each with its TTL. Errc::limit as
/// dns::Record::make().
[[nodiscard]] Result<std::vector<dns::Record>> records_of(const Keyset& keyset);

/// Does each RRSIG over the DNSKEY set and over the CDS and CDNSKEY sets prove its set, with a key
/// of the DNSKEY set, and is there one for each set? When they are valid is not asked.
/// Errc::crypto.
[[nodiscard]] Outcome check_signatures(const Keyset& keyset);

}  // namespace ceremony::keysets
