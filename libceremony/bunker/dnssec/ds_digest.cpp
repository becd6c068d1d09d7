// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/ds_digest.hpp"

#include <string>

#include "crypto/digest.hpp"

namespace ceremony::dnssec {

namespace {

Result<Bytes> digest(dns::DigestType type, ByteView octets) {
    switch (type) {
        case dns::DigestType::sha256: {
            const crypto::Sha256 value = TRY(crypto::sha256(octets));
            return Bytes(value.begin(), value.end());
        }
        case dns::DigestType::sha384:
            break;
    }
    const crypto::Sha384 value = TRY(crypto::sha384(octets));
    return Bytes(value.begin(), value.end());
}

}  // namespace

Result<dns::Ds> make_ds(const dns::Name& owner, const dns::Dnskey& key, dns::DigestType type) {
    if (!key.zone_key()) {
        return Error{Errc::semantics, "a DS cannot refer to a key without the Zone Key flag"};
    }
    Bytes octets;
    append(octets, owner.wire());
    append(octets, dns::to_rdata(key));
    dns::Ds ds;
    ds.key_tag = dns::key_tag(key);
    ds.algorithm = key.algorithm;
    ds.digest_type = type;
    ds.digest = TRY(digest(type, octets));
    return ds;
}

Outcome check_ds(const dns::Ds& ds, const dns::Name& owner, const dns::Dnskey& key) {
    const dns::Ds expected = TRY(make_ds(owner, key, ds.digest_type));
    if (ds.key_tag != expected.key_tag) {
        return Error{Errc::crypto, "the DS has key tag " + std::to_string(ds.key_tag) +
                                       ", the key " + std::to_string(expected.key_tag)};
    }
    if (ds.algorithm != expected.algorithm) {
        return Error{Errc::crypto, std::string("the DS has algorithm ")
                                       .append(dns::to_string(ds.algorithm))
                                       .append(", the key ")
                                       .append(dns::to_string(expected.algorithm))};
    }
    if (ds.digest != expected.digest) {
        return Error{Errc::crypto, "the digest in the DS is not that of the key"};
    }
    return Nothing{};
}

}  // namespace ceremony::dnssec
