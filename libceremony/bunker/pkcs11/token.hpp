// SPDX-License-Identifier: BSD-3-Clause
//
// token.hpp -- a token as the rest of the program sees it: the narrow interface.
//
// Plain values go in and come out. Handles, sessions, threads and every type of
// Cryptoki stay behind it, so that an implementation may run the module in
// another process. Keys are named by ID, label and public key; a name that does
// not match exactly one key is an error that says what is there. Nothing is
// decided here: what may be generated, exported or destroyed is the caller's
// business. A Token is used by one thread at a time.
//
// Errors: Errc::token is a failure that the module reported, or something it
// returned that cannot be; others stand at each function. After a failure the
// Token may still be used: what it did before stays known to it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/token_info.hpp"

namespace ceremony::pkcs11 {

enum class Extraction : std::uint8_t {
    forbidden,
    allowed  ///< wrapped only: the key is sensitive in any case
};

/// What the private half may be used for; nothing else is allowed.
enum class KeyUse : std::uint8_t {
    signing,
    unwrapping  ///< a transport key: its public half may wrap
};

/// A key pair to be generated or unwrapped.
struct NewKeyPair {
    KeyKind kind = KeyKind::p256;
    std::size_t bits = 0;  ///< of an RSA modulus; ignored for other kinds
    Bytes id;              ///< CKA_ID of both halves; not empty
    std::string label;     ///< CKA_LABEL of both halves; empty = none is set
    Extraction extraction = Extraction::forbidden;
    KeyUse use = KeyUse::signing;
};

enum class Lifetime : std::uint8_t {
    session,  ///< gone when the program ends its session
    token
};

/// An RSA public key to be stored on the token for wrapping.
struct NewPublicKey {
    PublicKey key;
    Bytes id;
    std::string label;
    Lifetime lifetime = Lifetime::session;
};

/// What is signed depends on the kind of the key. RSA (CKM_RSA_PKCS): the DER of a
/// DigestInfo (RFC 8017, section 9.2). P-256 and P-384 (CKM_ECDSA): a hash as long as the
/// field. Ed25519 and Ed448 (CKM_EDDSA without parameters): the message.
struct SigningJob {
    KeyName key;
    Bytes input;
};

/// Is given every signature in the order of the jobs, on the caller's thread, while
/// later ones are still being made; the place to verify them. An error ends the batch.
/// It must not use the Token.
using SignatureConsumer = std::function<Outcome(std::size_t job, ByteView signature)>;

/// The hash of the OAEP that encrypted an AES key; its MGF1 uses the same.
enum class OaepHash : std::uint8_t {
    sha1,
    sha256
};

/// "SHA-1", "SHA-256".
[[nodiscard]] std::string_view to_string(OaepHash hash) noexcept;

/// A private key as CKM_RSA_AES_KEY_WRAP writes it (PKCS #11 v2.40 mechanisms, section
/// 2.1.21): an AES-256 key encrypted with RSA-OAEP, then PKCS #8 wrapped with that AES
/// key (RFC 5649).
struct WrappedKey {
    Bytes blob;
    OaepHash oaep = OaepHash::sha256;
};

/// Which halves of a key were there to be destroyed, and are gone.
struct Destroyed {
    bool private_half = false;
    bool public_half = false;

    friend bool operator==(const Destroyed&, const Destroyed&) = default;
};

class Token {
public:
    Token() = default;
    Token(const Token&) = delete;
    Token(Token&&) = delete;
    Token& operator=(const Token&) = delete;
    Token& operator=(Token&&) = delete;
    /// What close() does, if it was not called; failures are ignored.
    virtual ~Token() = default;

    /// What the token said of itself when it was opened or, after a login was tried, then.
    [[nodiscard]] virtual const TokenInfo& info() const = 0;

    /// Logs the user in and enumerates the objects. A token where the user is logged in
    /// already is fine. A wrong PIN is one failed try: nothing is repeated here.
    [[nodiscard]] virtual Outcome log_in(const Secret& pin) = 0;
    /// The same with the PIN entered at the token. Errc::configuration: it has no PIN pad.
    [[nodiscard]] virtual Outcome log_in_at_pin_pad() = 0;

    /// Every object that can be seen, freshly enumerated, in the token's order; duplicates
    /// are there as often as they are there.
    [[nodiscard]] virtual Result<std::vector<Object>> objects() = 0;

    // The lookups use what the last enumeration found, and what was made or destroyed
    // since. Errc::semantics: the name has neither ID nor label.

    /// All private and public keys that `name` matches; its public_key is not looked at.
    [[nodiscard]] virtual Result<std::vector<Object>> find(const KeyName& name) const = 0;
    /// The one private and the one public key that `name` matches and that belong
    /// together: same kind, same ID where both have one, same modulus where revealed.
    /// Errc::not_found: neither half is there. Errc::refused: a half is missing or there
    /// several times, they do not belong together, or it is not name.public_key.
    [[nodiscard]] virtual Result<KeyPair> find_key_pair(const KeyName& name) const = 0;
    /// The one public key that `name` matches. Errc::not_found, Errc::refused as above.
    [[nodiscard]] virtual Result<Object> find_public_key(const KeyName& name) const = 0;

    // What can be known before anything changes. Errc::semantics: this token cannot, and why.

    [[nodiscard]] virtual Outcome can_generate(KeyKind kind, std::size_t bits) const = 0;
    [[nodiscard]] virtual Outcome can_sign(KeyKind kind) const = 0;
    /// Exports a throw-away key of the kind to `wrapping_key`, all of it session objects:
    /// whether a kind can be wrapped shows only when it is tried.
    [[nodiscard]] virtual Outcome can_export(KeyKind kind, const PublicKey& wrapping_key) = 0;

    /// Generates a key pair on the token and reads it back. Errc::refused: a key with the
    /// ID or the label is there. Errc::semantics: the ID is empty. An error leaves no
    /// half behind, or says that it does.
    [[nodiscard]] virtual Result<KeyPair> generate(const NewKeyPair& wanted) = 0;

    /// One signature for each job, in the order of the jobs; over all sessions of the
    /// repository at once. Lengths are normalised: RSA as long as the modulus, ECDSA r | s,
    /// EdDSA as in RFC 8032. All keys are looked up (errors as find_key_pair) before the
    /// first signature is made; of several failures, the one of the earliest job is
    /// returned. `consumer` may be empty.
    [[nodiscard]] virtual Result<std::vector<Bytes>> sign(const std::vector<SigningJob>& jobs,
                                                          const SignatureConsumer& consumer) = 0;

    /// Stores a public key and reads it back. Errc::refused: a key with the ID or the label
    /// is there. Errc::semantics: not RSA, or the ID is empty.
    [[nodiscard]] virtual Result<Object> import_public_key(const NewPublicKey& wanted) = 0;

    /// Wraps the private half of `key` with the public key `wrapping_key`. Uses
    /// CKM_RSA_AES_KEY_WRAP, or else its two steps with a fresh AES key that is destroyed at
    /// once. Errors as find_key_pair and find_public_key.
    [[nodiscard]] virtual Result<WrappedKey> wrap(const KeyName& key,
                                                  const KeyName& wrapping_key) = 0;

    /// Unwraps with the private half of `unwrapping_key` and stores both halves;
    /// `public_key` is what the wrapped key belongs to. Whether it does is proven only for
    /// RSA: the caller proves it by a signature. Errc::refused: a key with the ID or the
    /// label is there, or the RSA key is another one. An error leaves no half behind, or
    /// says that it does.
    [[nodiscard]] virtual Result<KeyPair> unwrap(const WrappedKey& wrapped,
                                                 const KeyName& unwrapping_key,
                                                 const NewKeyPair& wanted,
                                                 const PublicKey& public_key) = 0;

    /// Destroys the private half, then the public half, of what `name` matches; a half that
    /// is not there is fine. Errc::refused, and nothing is destroyed: a half is there
    /// several times, or what is there cannot be shown to be name.public_key.
    [[nodiscard]] virtual Result<Destroyed> destroy(const KeyName& name) = 0;

    /// Logs out, closes the sessions and, with the last token of a module, ends the use of
    /// the module. Nothing else may be called after it. All is tried; the first failure is
    /// returned.
    [[nodiscard]] virtual Outcome close() = 0;
};

}  // namespace ceremony::pkcs11
