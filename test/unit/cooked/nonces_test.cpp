// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/nonces.hpp"

#include "support/printing.hpp"

using namespace ceremony;

namespace {

dns::Dnskey key_of(dns::Algorithm algorithm, Byte public_key = 1) {
    return {dns::ksk_flags, algorithm, Bytes(64, public_key)};
}

// The first half is `nonce`, the second `rest`.
Bytes signature_of(Byte nonce, Byte rest) {
    Bytes signature(64, nonce);
    std::fill(signature.begin() + 32, signature.end(), rest);
    return signature;
}

}  // namespace

TEST_CASE("nonces: two signatures that begin alike share their nonce", "[cooked][nonces]") {
    const auto algorithm =
        GENERATE(dns::Algorithm::ecdsap256sha256, dns::Algorithm::ecdsap384sha384,
                 dns::Algorithm::ed25519, dns::Algorithm::ed448);
    cooked::Nonces nonces;
    CHECK_FALSE(nonces.add(key_of(algorithm), signature_of(1, 2), 7).has_value());
    CHECK_FALSE(nonces.add(key_of(algorithm), signature_of(2, 2), 8).has_value());
    CHECK(nonces.add(key_of(algorithm), signature_of(1, 3), 9) == 7U);
    CHECK(nonces.add(key_of(algorithm), signature_of(1, 4), 10) == 7U);
}

TEST_CASE("nonces: one signature twice gives nothing away", "[cooked][nonces]") {
    cooked::Nonces nonces;
    const auto key = key_of(dns::Algorithm::ecdsap256sha256);
    CHECK_FALSE(nonces.add(key, signature_of(1, 2), 7).has_value());
    CHECK_FALSE(nonces.add(key, signature_of(1, 2), 8).has_value());
}

TEST_CASE("nonces: another key has nonces of its own", "[cooked][nonces]") {
    cooked::Nonces nonces;
    CHECK_FALSE(nonces.add(key_of(dns::Algorithm::ed25519, 1), signature_of(1, 2), 7).has_value());
    CHECK_FALSE(nonces.add(key_of(dns::Algorithm::ed25519, 2), signature_of(1, 3), 8).has_value());
}

TEST_CASE("nonces: RSA has none", "[cooked][nonces]") {
    const auto algorithm = GENERATE(dns::Algorithm::rsasha256, dns::Algorithm::rsasha512);
    cooked::Nonces nonces;
    CHECK_FALSE(nonces.add(key_of(algorithm), signature_of(1, 2), 7).has_value());
    CHECK_FALSE(nonces.add(key_of(algorithm), signature_of(1, 3), 8).has_value());
}
