// SPDX-License-Identifier: BSD-3-Clause

#include "site/transport_key.hpp"

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "keys/key_forms.hpp"

namespace ceremony::site {

namespace {

Result<pkcs11::KeyPair> make(pkcs11::Token& token, const policy::TransportKey& key) {
    pkcs11::NewKeyPair wanted;
    wanted.kind = KeyKind::rsa;
    wanted.bits = key.size;
    wanted.id = key.id ? *key.id : cooked::id_from_label(key.label);
    wanted.label = key.label;
    wanted.use = pkcs11::KeyUse::unwrapping;
    TRY(token.can_generate(wanted.kind, wanted.bits));
    return token.generate(wanted);
}

Result<pkcs11::KeyPair> find_or_make(pkcs11::Token& token, const policy::TransportKey& key) {
    const pkcs11::KeyName name{key.id.value_or(Bytes()), key.label, std::nullopt};
    auto found = token.find_key_pair(name);
    if (!found.ok()) {
        return found.error().code() == Errc::not_found ? make(token, key) : std::move(found);
    }
    if (!found.value().private_half.may_unwrap.value_or(false)) {
        return Error{Errc::refused,
                     "the key " + quote(key.label) + " on the token is none to unwrap with"};
    }
    return found;
}

}  // namespace

Result<crypto::PublicKey> find_or_make_transport_key(pkcs11::Token& token,
                                                     const policy::TransportKey& key) {
    const pkcs11::KeyPair pair = TRY(find_or_make(token, key));
    crypto::PublicKey looked_at = TRY(keys::looked_at(pair.public_key()));
    TRY(looked_at.check_thoroughly());
    return looked_at;
}

}  // namespace ceremony::site
