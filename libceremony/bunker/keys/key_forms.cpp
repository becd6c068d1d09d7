// SPDX-License-Identifier: BSD-3-Clause

#include "keys/key_forms.hpp"

#include <array>
#include <utility>

#include "dnssec/key_form.hpp"

namespace ceremony::keys {

namespace {

// RFC 8017, section 9.2, note 1: the DER of a DigestInfo up to the digest itself.
constexpr std::array<Byte, 19> sha256_info = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                              0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                              0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::array<Byte, 19> sha512_info = {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                              0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                              0x03, 0x05, 0x00, 0x04, 0x40};

Bytes joined(ByteView first, ByteView second) {
    Bytes octets;
    octets.reserve(first.size() + second.size());
    append(octets, first);
    append(octets, second);
    return octets;
}

// The algorithm in whose form transport keys are written; only that it is RSA matters.
constexpr dns::Algorithm transport_algorithm = dns::Algorithm::rsasha256;

}  // namespace

KeyKind token_kind(dns::Algorithm algorithm) noexcept {
    return crypto::key_kind(dnssec::signature_scheme(algorithm));
}

Result<crypto::PublicKey> looked_at(const pkcs11::PublicKey& key) {
    if (key.kind == KeyKind::rsa) {
        return crypto::PublicKey::from_rsa(key.modulus, key.exponent);
    }
    return crypto::PublicKey::from_point(key.kind, key.point);
}

pkcs11::PublicKey as_on_token(const crypto::PublicKey& key) {
    const auto owned = [](ByteView octets) {
        return Bytes(octets.begin(), octets.end());
    };
    return {key.kind(), owned(key.modulus()), owned(key.exponent()), owned(key.point())};
}

Result<Bytes> key_data_of(dns::Algorithm algorithm, const pkcs11::PublicKey& key) {
    return dnssec::key_field(algorithm, TRY(looked_at(key)));
}

Result<pkcs11::PublicKey> transport_key(ByteView key_data) {
    return as_on_token(TRY(dnssec::read_key_field(transport_algorithm, key_data)));
}

Result<Bytes> transport_key_data(const pkcs11::PublicKey& key) {
    return key_data_of(transport_algorithm, key);
}

Result<crypto::Sha256> public_key_hash(const pkcs11::PublicKey& key) {
    const crypto::PublicKey known = TRY(looked_at(key));
    return crypto::sha256(TRY(known.to_der()));
}

Result<pkcs11::SigningJob> signing_job(crypto::Scheme scheme,
                                       pkcs11::KeyName key,
                                       ByteView message) {
    using enum crypto::Scheme;
    pkcs11::SigningJob job;
    job.key = std::move(key);
    switch (scheme) {
        case rsa_sha256:
            job.input = joined(sha256_info, TRY(crypto::sha256(message)));
            break;
        case rsa_sha512:
            job.input = joined(sha512_info, TRY(crypto::sha512(message)));
            break;
        case ecdsa_p256_sha256:
            job.input = joined(TRY(crypto::sha256(message)), {});
            break;
        case ecdsa_p384_sha384:
            job.input = joined(TRY(crypto::sha384(message)), {});
            break;
        case ed25519:
        case ed448:
            job.input = joined(message, {});
            break;
    }
    return job;
}

}  // namespace ceremony::keys
