// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/possession.hpp"

#include "base/quote.hpp"
#include "dnssec/verify.hpp"

namespace ceremony::cooked {

Outcome check_possession(const dns::Name& owner,
                         const recipe::DirectKey& key,
                         VerifiedSignatures& verified) {
    if (key.possession.empty()) {
        return Nothing{};
    }
    const dns::Dnskey dnskey = recipe::to_dnskey(key.kind, key.data);
    const auto zone_key = TRY(dnssec::ZoneKey::make(owner, dnskey));
    for (const dns::Record& record : key.possession) {
        if (record.owner() != owner) {
            return Error{Errc::semantics, "an RRSIG of " + quote(record.owner().text())};
        }
        const dns::Rrsig rrsig = TRY(dns::read_rrsig(record.rdata()));
        const auto set = TRY(dns::Rrset::make(owner, dns::RrType::dnskey, rrsig.original_ttl,
                                              {dns::to_rdata(dnskey)}));
        TRY(verified.verify(set, rrsig, zone_key));
    }
    return Nothing{};
}

}  // namespace ceremony::cooked
