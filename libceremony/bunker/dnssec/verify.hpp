// SPDX-License-Identifier: BSD-3-Clause
//
// verify.hpp -- does this RRSIG prove this RRset with this DNSKEY?
//
// RFC 4035, section 5.3, without what only a resolver meets: sets are those of the
// owner of the data, so nothing comes from a wildcard and the TTL of a set is the
// original one.

#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/public_key.hpp"
#include "dns/dnskey.hpp"
#include "dns/name.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"

namespace ceremony::dnssec {

/// A DNSKEY of a zone, made ready to verify many signatures. It may be used by several
/// threads at once.
class ZoneKey {
public:
    /// The DNSKEY `key` at `zone`. Errc::semantics: it has not the Zone Key flag (RFC 4034,
    /// section 2.1.1). Else the errors of read_key_field().
    [[nodiscard]] static Result<ZoneKey> make(dns::Name zone, dns::Dnskey key);
    /// The same DNSKEY at another zone, without another look at it.
    [[nodiscard]] ZoneKey at(dns::Name zone) const;

    [[nodiscard]] const dns::Name& zone() const noexcept { return zone_; }
    [[nodiscard]] const dns::Dnskey& dnskey() const noexcept { return dnskey_; }
    [[nodiscard]] std::uint16_t key_tag() const noexcept { return key_tag_; }
    [[nodiscard]] const crypto::PublicKey& public_key() const noexcept { return public_key_; }

private:
    ZoneKey(dns::Name zone, dns::Dnskey dnskey, crypto::PublicKey public_key);

    dns::Name zone_;
    dns::Dnskey dnskey_;
    std::uint16_t key_tag_;
    crypto::PublicKey public_key_;
};

/// Success when `rrsig` is a signature by `key` over `set`, whenever it is valid.
/// Errc::crypto when not, with the first of these that is wrong:
/// - the type covered is that of the set, the labels are those of its owner, the original
///   TTL is its TTL;
/// - the inception comes before the expiration (RFC 1982), or is the same second;
/// - signer, algorithm and key tag are those of the key;
/// - the set is in the zone of the key (a DNSKEY, CDS or CDNSKEY set: at its apex; a DS
///   set: below it);
/// - a revoked key signs nothing else than a DNSKEY set (RFC 5011, section 2.1), and a
///   DNSKEY set contains the key (RFC 4035, section 5.3.1);
/// - the signature verifies.
[[nodiscard]] Outcome verify(const dns::Rrset& set, const dns::Rrsig& rrsig, const ZoneKey& key);

/// Success when `rrsig` is valid at `time`, its first and its last second included; its
/// times are taken as those nearest to `time` (RFC 4034, section 3.1.5). Else Errc::crypto.
[[nodiscard]] Outcome check_validity(const dns::Rrsig& rrsig, UtcTime time);

/// check_validity() and verify().
[[nodiscard]] Outcome verify_at(const dns::Rrset& set,
                                const dns::Rrsig& rrsig,
                                const ZoneKey& key,
                                UtcTime time);

}  // namespace ceremony::dnssec
