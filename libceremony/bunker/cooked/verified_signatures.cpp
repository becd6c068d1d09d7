// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/verified_signatures.hpp"

#include "encoding/writer.hpp"

namespace ceremony::cooked {

namespace {

// Names and records in wire form say where they end, RDATA does not.
Result<crypto::Sha256> digest_of(const dns::Rrset& set,
                                 const dns::Rrsig& rrsig,
                                 const dnssec::ZoneKey& key) {
    encoding::Writer writer;
    writer.octets(key.zone().wire());
    TRY(writer.octets_with_length16(dns::to_rdata(key.dnskey())));
    TRY(writer.octets_with_length16(dns::to_rdata(rrsig)));
    writer.octets(set.wire(set.ttl()));
    return crypto::sha256(writer.take());
}

}  // namespace

Outcome VerifiedSignatures::verify(const dns::Rrset& set,
                                   const dns::Rrsig& rrsig,
                                   const dnssec::ZoneKey& key) {
    const crypto::Sha256 digest = TRY(digest_of(set, rrsig, key));
    if (!known_.contains(digest)) {
        TRY(dnssec::verify(set, rrsig, key));
        known_.insert(digest);
    }
    return Nothing{};
}

}  // namespace ceremony::cooked
