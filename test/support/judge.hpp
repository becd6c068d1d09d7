// SPDX-License-Identifier: BSD-3-Clause
//
// judge.hpp -- OpenSSL, by itself, as the judge of what a token made.
//
// Nothing of libceremony takes part in a verdict: a fault in it cannot hide here.

#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::test {

/// How DNSSEC signs with a kind of key.
enum class Algorithm : std::uint8_t {
    rsasha256 = 8,
    rsasha512 = 10,
    ecdsap256sha256 = 13,
    ecdsap384sha384 = 14,
    ed25519 = 15,
    ed448 = 16
};

[[nodiscard]] KeyKind kind_of(Algorithm algorithm);

/// The job that makes a signature of `algorithm` over `message`: the hash, the DigestInfo
/// (RFC 8017, section 9.2, note 1) or the message itself.
[[nodiscard]] pkcs11::SigningJob signing_job(Algorithm algorithm,
                                             const pkcs11::KeyName& key,
                                             std::string_view message);

/// OpenSSL's verdict.
[[nodiscard]] bool verifies(Algorithm algorithm,
                            const pkcs11::PublicKey& key,
                            std::string_view message,
                            ByteView signature);

/// An RSA key pair of OpenSSL, which unwraps without any token.
class TransportKey {
public:
    explicit TransportKey(unsigned bits);
    TransportKey(const TransportKey&) = delete;
    TransportKey(TransportKey&&) = delete;
    TransportKey& operator=(const TransportKey&) = delete;
    TransportKey& operator=(TransportKey&&) = delete;
    ~TransportKey();

    [[nodiscard]] pkcs11::PublicKey public_key() const;
    /// The public part of the private key in `wrapped`: RSA-OAEP, then EVP_aes_256_wrap_pad,
    /// then PKCS #8 with nothing behind it but zeros. Fails the test where OpenSSL fails.
    [[nodiscard]] pkcs11::PublicKey unwrap(const pkcs11::WrappedKey& wrapped) const;
    /// The same, and a signature that OpenSSL makes with the private key.
    [[nodiscard]] Bytes unwrap_and_sign(const pkcs11::WrappedKey& wrapped,
                                        Algorithm algorithm,
                                        std::string_view message) const;
    /// The private key as ldns and BIND keep it: the text of a .private file.
    [[nodiscard]] std::string unwrap_to_file(const pkcs11::WrappedKey& wrapped,
                                             Algorithm algorithm) const;

private:
    void* key_;  // an EVP_PKEY
};

}  // namespace ceremony::test
