// SPDX-License-Identifier: BSD-3-Clause

#include "keys/test_signature.hpp"

#include "keys/key_forms.hpp"

namespace ceremony::keys {

Outcome test_signature(pkcs11::Token& token, const pkcs11::KeyName& name, crypto::Scheme scheme) {
    // What an RRSIG covers begins with the type of a record, 48, 59 or 60: never with a letter.
    const ByteView message = as_bytes("This signature is a test of a key and of nothing else.");
    const pkcs11::KeyPair pair = TRY(token.find_key_pair(name));
    const crypto::PublicKey key = TRY(looked_at(pair.public_key()));
    const auto verify = [&](std::size_t /*job*/, ByteView signature) {
        return crypto::verify(scheme, key, message, signature).in("a test signature");
    };
    const pkcs11::SigningJob job = TRY(signing_job(scheme, name, message));
    TRY(token.sign({job}, verify));
    return Nothing{};
}

}  // namespace ceremony::keys
