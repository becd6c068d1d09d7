// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/verify.hpp"

#include <algorithm>
#include <compare>
#include <string>
#include <utility>

#include "base/quote.hpp"
#include "crypto/verify.hpp"
#include "dnssec/key_form.hpp"
#include "dnssec/signed_data.hpp"

namespace ceremony::dnssec {

namespace {

Error differs(std::string_view what, std::string_view found, std::string_view expected) {
    return Error{Errc::crypto, std::string("the RRSIG has ")
                                   .append(what)
                                   .append(" ")
                                   .append(found)
                                   .append(", not ")
                                   .append(expected)};
}

Error differs(std::string_view what, std::uint32_t found, std::uint32_t expected) {
    return differs(what, std::to_string(found), std::to_string(expected));
}

// Whether `name` is `zone` or below it: label by label, some rest of it is `zone`.
bool is_in_zone(const dns::Name& name, const dns::Name& zone) {
    ByteView rest = name.wire();
    while (rest.size() > zone.wire().size()) {
        rest = rest.subspan(std::size_t{rest.front()} + 1);
    }
    return std::ranges::equal(rest, zone.wire());
}

bool stands_at_apex(dns::RrType type) {
    return type == dns::RrType::dnskey || type == dns::RrType::cds || type == dns::RrType::cdnskey;
}

// RFC 4035, section 5.3.1: the RRSIG fits the key ...
Outcome check_key(const dns::Rrsig& rrsig, const ZoneKey& key) {
    if (rrsig.signer != key.zone()) {
        return differs("signer", quote(rrsig.signer.text()), quote(key.zone().text()));
    }
    if (rrsig.algorithm != key.dnskey().algorithm) {
        return differs("algorithm", dns::to_string(rrsig.algorithm),
                       dns::to_string(key.dnskey().algorithm));
    }
    if (rrsig.key_tag != key.key_tag()) {
        return differs("key tag", rrsig.key_tag, key.key_tag());
    }
    return Nothing{};
}

// ... and the set.
Outcome check_set(const dns::Rrset& set, const dns::Rrsig& rrsig) {
    if (rrsig.type_covered != set.type()) {
        return differs("type covered", dns::to_string(rrsig.type_covered),
                       dns::to_string(set.type()));
    }
    if (rrsig.labels != set.owner().rrsig_labels()) {
        return differs("labels", rrsig.labels, set.owner().rrsig_labels());
    }
    if (rrsig.original_ttl != set.ttl()) {
        return differs("original TTL", rrsig.original_ttl, set.ttl());
    }
    if (!std::is_lteq(compare_serial(rrsig.inception, rrsig.expiration))) {
        return Error{Errc::crypto, "the RRSIG expires before its inception"};
    }
    return Nothing{};
}

// May this key sign this set?
Outcome check_authority(const dns::Rrset& set, const ZoneKey& key) {
    if (!is_in_zone(set.owner(), key.zone()) ||
        (stands_at_apex(set.type()) && set.owner() != key.zone()) ||
        // RFC 4035, section 2.4: a DS set belongs to the parent.
        (set.type() == dns::RrType::ds && set.owner() == key.zone())) {
        return Error{Errc::crypto, "a key of " + quote(key.zone().text()) + " signs no set at " +
                                       quote(set.owner().text())};
    }
    if (set.type() != dns::RrType::dnskey) {
        if (key.dnskey().revoked()) {
            return Error{Errc::crypto, "a revoked key signs only DNSKEY sets"};
        }
        return Nothing{};
    }
    const Bytes rdata = dns::to_rdata(key.dnskey());
    const auto is_key = [&](const dns::Record& record) {
        return record.rdata() == rdata;
    };
    if (std::ranges::none_of(set.records(), is_key)) {
        return Error{Errc::crypto, "the key is not in the DNSKEY set that it signs"};
    }
    return Nothing{};
}

// A 32-bit time that is as near in the past as in the future proves nothing.
Result<UtcTime> near(std::uint32_t rrsig_time, UtcTime reference) {
    auto time = nearest_time(rrsig_time, reference);
    if (!time.ok()) {
        return std::move(time).error().as(Errc::crypto);
    }
    return time;
}

}  // namespace

ZoneKey::ZoneKey(dns::Name zone, dns::Dnskey dnskey, crypto::PublicKey public_key)
    : zone_(std::move(zone)),
      dnskey_(std::move(dnskey)),
      key_tag_(dns::key_tag(dnskey_)),
      public_key_(std::move(public_key)) {}

Result<ZoneKey> ZoneKey::make(dns::Name zone, dns::Dnskey key) {
    if (!key.zone_key()) {
        return Error{Errc::semantics, "the DNSKEY has not the Zone Key flag"};
    }
    crypto::PublicKey public_key = TRY(read_key_field(key.algorithm, key.public_key));
    return ZoneKey(std::move(zone), std::move(key), std::move(public_key));
}

ZoneKey ZoneKey::at(dns::Name zone) const {
    return {std::move(zone), dnskey_, public_key_};
}

Outcome verify(const dns::Rrset& set, const dns::Rrsig& rrsig, const ZoneKey& key) {
    TRY(check_set(set, rrsig));
    TRY(check_key(rrsig, key));
    TRY(check_authority(set, key));
    return crypto::verify(signature_scheme(rrsig.algorithm), key.public_key(),
                          signed_data(rrsig, set), rrsig.signature);
}

Outcome check_validity(const dns::Rrsig& rrsig, UtcTime time) {
    const UtcTime inception = TRY(near(rrsig.inception, time));
    const UtcTime expiration = TRY(near(rrsig.expiration, time));
    if (time < inception) {
        return Error{Errc::crypto,
                     "the RRSIG is valid from " + inception.text() + ", not yet at " + time.text()};
    }
    if (time > expiration) {
        return Error{Errc::crypto, "the RRSIG was valid until " + expiration.text() +
                                       ", no longer at " + time.text()};
    }
    return Nothing{};
}

Outcome verify_at(const dns::Rrset& set,
                  const dns::Rrsig& rrsig,
                  const ZoneKey& key,
                  UtcTime time) {
    TRY(check_validity(rrsig, time));
    return verify(set, rrsig, key);
}

}  // namespace ceremony::dnssec
