// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/wrapped_size.hpp"

#include <string>

#include "crypto/public_key.hpp"

namespace ceremony::cooked {

namespace {

constexpr std::size_t octets(std::size_t bits) {
    return (bits + 7) / 8;
}

struct Span {
    std::size_t least = 0;
    std::size_t most = 0;
};

// As many octets as an RSA modulus has.
Span modulus_size(std::optional<std::size_t> bits, std::size_t least_bits) {
    return {octets(bits.value_or(least_bits)), octets(bits.value_or(crypto::rsa_max_bits))};
}

// PKCS#8 (RFC 5958) around RSAPrivateKey (RFC 8017, appendix A.1.2), ECPrivateKey (RFC 5915)
// or CurvePrivateKey (RFC 8410). The numbers of RSA are together 4.5 times as long as the
// modulus, or a little less. On curves the least is the private key alone; the most adds the
// public key, parameters and attributes.
Span pkcs8_size(const WrappedKey& key) {
    const Span modulus = modulus_size(key.bits, crypto::rsa_min_bits);
    switch (key.algorithm) {
        case dns::Algorithm::rsasha256:
        case dns::Algorithm::rsasha512:
            return {4 * modulus.least, 5 * modulus.most + 128};
        case dns::Algorithm::ecdsap256sha256:
            return {67, 200};
        case dns::Algorithm::ecdsap384sha384:
            return {80, 250};
        case dns::Algorithm::ed25519:
            return {48, 128};
        case dns::Algorithm::ed448:
            break;
    }
    return {73, 192};
}

// RFC 5649: padded to 8 octets, and 8 more.
std::size_t wrapped(std::size_t size) {
    return (size + 7) / 8 * 8 + 8;
}

}  // namespace

Outcome check_wrapped_size(const WrappedKey& key, std::size_t size) {
    constexpr std::size_t padding = 7;  // zeros that some tokens leave behind PKCS#8
    // Transport keys have 2048 bits or more (FORMAT.md of recipe/, rule 5).
    const Span transport = modulus_size(key.transport_bits, 2048);
    const Span pkcs8 = pkcs8_size(key);
    const std::size_t least = transport.least + wrapped(pkcs8.least);
    const std::size_t most = transport.most + wrapped(pkcs8.most + padding);
    if (size < least || size > most) {
        return Error{Errc::crypto, std::to_string(size) + " octets, not " + std::to_string(least) +
                                       " to " + std::to_string(most) +
                                       ", cannot be the wrapped key"};
    }
    if (key.transport_bits && (size - transport.least) % 8 != 0) {
        return Error{Errc::crypto, std::to_string(size - transport.least) +
                                       " octets behind those of the transport key are no "
                                       "multiple of 8"};
    }
    return Nothing{};
}

}  // namespace ceremony::cooked
