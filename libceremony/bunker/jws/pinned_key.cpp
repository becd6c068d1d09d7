// SPDX-License-Identifier: BSD-3-Clause

#include "jws/pinned_key.hpp"

#include <string>
#include <utility>

#include "base/quote.hpp"

namespace ceremony::jws {

namespace {

crypto::Scheme scheme_of(Algorithm algorithm, crypto::KeyKind kind) {
    switch (algorithm) {
        case Algorithm::es256:
            return crypto::Scheme::ecdsa_p256_sha256;
        case Algorithm::rs256:
            return crypto::Scheme::rsa_sha256;
        case Algorithm::eddsa:
            break;
    }
    return kind == crypto::KeyKind::ed448 ? crypto::Scheme::ed448 : crypto::Scheme::ed25519;
}

}  // namespace

std::string_view to_string(Algorithm algorithm) noexcept {
    switch (algorithm) {
        case Algorithm::es256:
            return "ES256";
        case Algorithm::rs256:
            return "RS256";
        case Algorithm::eddsa:
            break;
    }
    return "EdDSA";
}

Result<Algorithm> algorithm_from_text(std::string_view text) {
    for (const auto algorithm : {Algorithm::es256, Algorithm::rs256, Algorithm::eddsa}) {
        if (text == to_string(algorithm)) {
            return algorithm;
        }
    }
    return Error{Errc::semantics,
                 "the algorithm " + quote(text) + " is none of ES256, RS256 and EdDSA"};
}

PinnedKey::PinnedKey(Algorithm algorithm, crypto::Scheme scheme, crypto::PublicKey key)
    : algorithm_(algorithm), scheme_(scheme), key_(std::move(key)) {}

Result<PinnedKey> PinnedKey::make(Algorithm algorithm, crypto::PublicKey key) {
    const crypto::Scheme scheme = scheme_of(algorithm, key.kind());
    if (key.kind() != crypto::key_kind(scheme)) {
        return Error{Errc::semantics, std::string("a key of ")
                                          .append(to_string(key.kind()))
                                          .append(" does not sign with ")
                                          .append(to_string(algorithm))};
    }
    if (algorithm == Algorithm::rs256 && key.modulus_bits() < rs256_min_bits) {
        return Error{Errc::semantics, "an RSA key of " + std::to_string(key.modulus_bits()) +
                                          " bits is too short for RS256"};
    }
    return PinnedKey(algorithm, scheme, std::move(key));
}

}  // namespace ceremony::jws
