// SPDX-License-Identifier: BSD-3-Clause
//
// receiver.hpp -- the signer's side of an export, with OpenSSL alone.

#pragma once

#include "cooker/key_forms.hpp"
#include "interop/judged_zone.hpp"
#include "interop/shipped.hpp"
#include "support/judge.hpp"

namespace ceremony::test {

/// Puts the public half of the key of the receiver on the token of the bunker, and its hash
/// in the guard.
inline void bring_transport_key(Bunker& bunker,
                                const pkcs11::PublicKey& key,
                                const std::string& label) {
    bunker.on_token([&](pkcs11::Token& token) {
        pkcs11::NewPublicKey wanted;
        wanted.key = key;
        wanted.id = {0x77};
        wanted.label = label;
        wanted.lifetime = pkcs11::Lifetime::token;
        return must(token.import_public_key(wanted));
    });
    const Bytes data = must(cooker::transport_key_data(key));
    bunker.configure(usual_guard + "  wrapping-keys: [" +
                     encoding::encode_hex(must(crypto::sha256(data))) + "]\n");
}

/// What came of the export that is this action of the cooked recipe.
[[nodiscard]] inline pkcs11::WrappedKey wrapped_by(const Bunker& bunker, std::size_t action) {
    const recipe::Recipe cooked = bunker.result();
    const auto& result =
        std::get<recipe::ExportKeypair>(cooked.actions.at(action).params).cooked.value();
    const bool is_sha1 = result.wrap_mechanism == recipe::OaepHash::sha1;
    return {result.key_blob, is_sha1 ? pkcs11::OaepHash::sha1 : pkcs11::OaepHash::sha256};
}

/// Opens it with the private key of the receiver, and writes a .private file of ldns, which
/// finds the public half in the zone that is signed with it.
[[nodiscard]] inline KeyFiles open_export(const Bunker& bunker,
                                          std::size_t action,
                                          const TransportKey& receiver,
                                          Algorithm algorithm) {
    const KeyFiles files = {bunker.folder / "exported"};
    static_cast<void>(bunker.folder.file(
        "exported.private", receiver.unwrap_to_file(wrapped_by(bunker, action), algorithm)));
    return files;
}

}  // namespace ceremony::test
