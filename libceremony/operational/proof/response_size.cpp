// SPDX-License-Identifier: BSD-3-Clause

#include "proof/response_size.hpp"

#include <algorithm>

namespace ceremony::proof {

namespace {

constexpr std::size_t header_size = 12;   // RFC 1035, section 4.1.1
constexpr std::size_t question_rest = 4;  // type and class: RFC 1035, section 4.1.2
constexpr std::size_t record_rest = 10;   // type, class, TTL, length: RFC 1035, section 4.1.3
constexpr std::size_t pointer_size = 2;   // RFC 1035, section 4.1.4
constexpr std::size_t opt_size = 11;      // RFC 6891, section 6.1.2
constexpr std::size_t dnskey_rest = 4;    // RFC 4034, section 2.1
constexpr std::size_t rrsig_rest = 18;    // RFC 4034, section 3.1, without the name
constexpr std::size_t rsa_exponent_size = 1 + 3;  // RFC 3110, section 2: length and 65537
constexpr std::uint16_t rsa_default_bits = 2048;

std::size_t modulus_size(const timeline::Key& key) {
    return key.size.value_or(rsa_default_bits) / 8U;
}

std::size_t key_size(const timeline::Key& key) {
    switch (key.algorithm) {
        case dns::Algorithm::rsasha256:
        case dns::Algorithm::rsasha512:
            return rsa_exponent_size + modulus_size(key);
        case dns::Algorithm::ecdsap256sha256:
            return 64;  // RFC 6605, section 4
        case dns::Algorithm::ecdsap384sha384:
            return 96;
        case dns::Algorithm::ed25519:
            return 32;  // RFC 8080, section 3
        case dns::Algorithm::ed448:
            return 57;
    }
    return 0;
}

std::size_t signature_size(const timeline::Key& key) {
    switch (key.algorithm) {
        case dns::Algorithm::rsasha256:
        case dns::Algorithm::rsasha512:
            return modulus_size(key);
        case dns::Algorithm::ecdsap256sha256:
            return 64;  // RFC 6605, section 4
        case dns::Algorithm::ecdsap384sha384:
            return 96;
        case dns::Algorithm::ed25519:
            return 64;  // RFC 8080, section 4
        case dns::Algorithm::ed448:
            return 114;
    }
    return 0;
}

}  // namespace

std::size_t response_size(const timeline::ZonePlan& plan, const timeline::Slot& slot) {
    const std::size_t name_size = plan.zone.wire().size();
    // The root's name is shorter than a pointer to it.
    const std::size_t record_size = std::min(name_size, pointer_size) + record_rest;
    std::size_t size = header_size + name_size + question_rest + opt_size;
    for (const timeline::KeyInSet& key : slot.keys) {
        size += record_size + dnskey_rest + key_size(plan.keys[key.key]);
    }
    for (const timeline::KeyInSet& signer : slot.signers) {
        // The signer's name is not compressed (RFC 4034, section 3.1.7).
        size += record_size + rrsig_rest + name_size + signature_size(plan.keys[signer.key]);
    }
    return size;
}

}  // namespace ceremony::proof
