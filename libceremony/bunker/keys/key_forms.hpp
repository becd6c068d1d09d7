// SPDX-License-Identifier: BSD-3-Clause
//
// key_forms.hpp -- one key in the forms that token, OpenSSL, DNS and recipe know it by.
//
// pkcs11/ knows nothing of DNS and dns/ nothing of tokens: here they meet. What a token
// tells of a key is believed only once crypto/ has looked at it.

#pragma once

#include "base/bytes.hpp"
#include "base/key_kind.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "crypto/public_key.hpp"
#include "crypto/verify.hpp"
#include "dns/numbers.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::keys {

/// The kind of key pair that signs with `algorithm`.
[[nodiscard]] KeyKind token_kind(dns::Algorithm algorithm) noexcept;

/// The key that a token told, looked at: the errors of crypto::PublicKey::from_rsa() and
/// from_point().
[[nodiscard]] Result<crypto::PublicKey> looked_at(const pkcs11::PublicKey& key);
/// The same key as a token tells it.
[[nodiscard]] pkcs11::PublicKey as_on_token(const crypto::PublicKey& key);

/// The public key field of the DNSKEY of `algorithm` with this key. Errc::semantics: the key
/// is not of the kind that the algorithm uses. Else as looked_at().
[[nodiscard]] Result<Bytes> key_data_of(dns::Algorithm algorithm, const pkcs11::PublicKey& key);

/// The RSA key in an RFC 3110 field, as a token tells it: a transport key.
[[nodiscard]] Result<pkcs11::PublicKey> transport_key(ByteView key_data);
/// The RFC 3110 field of a transport key. Errc::semantics: it is not RSA.
[[nodiscard]] Result<Bytes> transport_key_data(const pkcs11::PublicKey& key);

/// By which a journal knows a key again: the SHA-256 of its SubjectPublicKeyInfo in DER.
[[nodiscard]] Result<crypto::Sha256> public_key_hash(const pkcs11::PublicKey& key);

/// The job that makes a token sign `message` with `key` in `scheme`. The hash is made here,
/// and for RSA the DigestInfo around it (RFC 8017, section 9.2, note 1); EdDSA signs the
/// whole message. Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<pkcs11::SigningJob> signing_job(crypto::Scheme scheme,
                                                     pkcs11::KeyName key,
                                                     ByteView message);

}  // namespace ceremony::keys
