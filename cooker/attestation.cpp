// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/attestation.hpp"

#include <utility>

#include "cooked/attestation.hpp"
#include "cooker/key_forms.hpp"

namespace ceremony::cooker {

namespace {

Result<jws::Algorithm> algorithm_of(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa:
            return jws::Algorithm::rs256;
        case KeyKind::p256:
            return jws::Algorithm::es256;
        case KeyKind::ed25519:
        case KeyKind::ed448:
            return jws::Algorithm::eddsa;
        case KeyKind::p384:
            break;
    }
    return Error{Errc::semantics,
                 "a key of kind " + std::string(to_string(kind)) + " cannot sign attestations"};
}

}  // namespace

Result<AttestPair> find_attest_key(const AttestKey& key, const Keystore& keystore) {
    const auto store = keystore.find(key.store);
    if (!store) {
        return Error{Errc::internal, "the token of the attestation key was not opened"};
    }
    pkcs11::KeyName name;
    name.label = key.label;
    const pkcs11::KeyPair pair = TRY(keystore.store(*store).token->find_key_pair(name));
    name.id = pair.private_half.id;
    name.public_key = pair.public_key();
    const jws::Algorithm algorithm = TRY(algorithm_of(pair.public_key().kind));
    auto pinned = TRY(jws::PinnedKey::make(algorithm, TRY(looked_at(pair.public_key()))));
    return AttestPair{*store, std::move(name), std::move(pinned)};
}

Result<std::string> attest_on_token(const cooked::Manifest& manifest,
                                    const AttestPair& pair,
                                    Keystore& keystore) {
    pkcs11::Token& token = *keystore.store(pair.store).token;
    const auto sign = [&](ByteView input) -> Result<Bytes> {
        const pkcs11::SigningJob job = TRY(signing_job(pair.pinned.scheme(), pair.name, input));
        std::vector<Bytes> signatures = TRY(token.sign({job}, {}));
        return std::move(signatures.front());
    };
    return cooked::attest(manifest, pair.pinned, sign);
}

}  // namespace ceremony::cooker
