// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/records.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/quote.hpp"

namespace ceremony::cooked {

namespace {

// RFC 1035, section 4.2.2: the length of a message has 16 bits.
constexpr std::size_t max_message_size = 0xffff;

// DNSKEY and CDS, then CDNSKEY, then RRSIG.
int rank(dns::RrType type) {
    if (type == dns::RrType::rrsig) {
        return 2;
    }
    return type == dns::RrType::cdnskey ? 1 : 0;
}

void examine_order(const RecordSite& site, std::size_t record) {
    const dns::Record& here = site.records[record];
    const dns::Record& before = site.records[record - 1];
    const auto place_of = [](const dns::Record& any) {
        return std::tuple<int, const Bytes&>(rank(any.type()), any.rdata());
    };
    if (place_of(here) == place_of(before)) {
        site.add(record, "the same record as the one before");
    } else if (place_of(here) < place_of(before)) {
        site.add(record, "not in canonical order");
    }
}

void examine_time(const RecordSite& site, std::size_t record, std::uint32_t time, UtcTime asked) {
    const UtcTime found = UtcTime::from_rrsig_time(time);
    if (found != asked) {
        site.add(record, "has the time " + found.text() + " instead of " + asked.text());
    }
}

// The first of the keys with this algorithm and tag; that there is only one is looked at
// with the keys.
const FoundKey* key_of(std::span<const FoundKey> keys, const dns::Rrsig& rrsig) {
    using Sign = std::pair<dns::Algorithm, std::uint16_t>;
    const Sign sign(rrsig.algorithm, rrsig.key_tag);
    const auto sign_of = [](const FoundKey& key) {
        return Sign(key.dnskey.algorithm, key.tag);
    };
    const auto first = std::ranges::lower_bound(keys, sign, {}, sign_of);
    return first != keys.end() && sign_of(*first) == sign ? &*first : nullptr;
}

}  // namespace

void examine_records(const RecordSite& site) {
    for (std::size_t i = 0; i < site.records.size(); ++i) {
        const dns::Record& record = site.records[i];
        if (record.owner() != site.asked.owner) {
            site.add(i, "a record of " + quote(record.owner().text()));
        }
        if (record.ttl() != site.ttl) {
            site.add(i, "the TTL is " + std::to_string(record.ttl()) + ", not " +
                            std::to_string(site.ttl));
        }
        if (i > 0 && site.examination.is_v1_1()) {
            examine_order(site, i);
        }
    }
}

bool examine_size(const RecordSite& site, const dns::Rrset& set) {
    const std::size_t size = set.wire(set.ttl()).size();
    if (size > max_message_size) {
        site.add("a set of " + std::to_string(size) + " octets, longer than a DNS message");
    }
    return size <= max_message_size;
}

Signature examine_rrsig(const RecordSite& site,
                        std::size_t record,
                        std::span<const FoundKey> keys) {
    // A Record holds what its reader accepts.
    dns::Rrsig rrsig = dns::read_rrsig(site.records[record].rdata()).value();
    examine_time(site, record, rrsig.inception, site.asked.inception);
    examine_time(site, record, rrsig.expiration, site.asked.expiration);
    const FoundKey* key = key_of(keys, rrsig);
    if (key == nullptr) {
        site.add(record, std::string("no key of the DNSKEY set has algorithm ")
                             .append(dns::to_string(rrsig.algorithm))
                             .append(" and key tag ")
                             .append(std::to_string(rrsig.key_tag)));
    }
    return {record, std::move(rrsig), key};
}

bool examine_signature(const RecordSite& site, const Signature& signature, const dns::Rrset& set) {
    Memory& memory = site.examination.memory;
    const dns::Dnskey& key = signature.key->dnskey;
    const auto& zone_key = memory.zone_keys.get(site.asked.owner, key);
    if (!zone_key.ok()) {
        return false;  // found with the key
    }
    const Outcome verified = memory.verified.verify(set, signature.rrsig, zone_key.value());
    if (!verified.ok()) {
        site.add(signature.record, verified.error().message());
        return false;
    }
    const auto other = memory.nonces.add(key, signature.rrsig.signature, site.action);
    if (other) {
        site.add(signature.record, "shares its nonce with a signature in " + action_name(*other) +
                                       ": anyone can compute the private key from the two");
    }
    return true;
}

}  // namespace ceremony::cooked
