// SPDX-License-Identifier: BSD-3-Clause
//
// key.hpp -- keys and other objects of a token, as plain values.
//
// Everything here can be copied, stored and sent to another process: no handles,
// no types of Cryptoki. What a token did not tell is absent, never guessed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/key_kind.hpp"

namespace ceremony::pkcs11 {

/// A public key as a token tells it: lengths are right, but nobody has looked yet
/// whether the modulus is sane or the point on its curve.
struct PublicKey {
    KeyKind kind = KeyKind::rsa;
    Bytes modulus;   ///< of RSA: big-endian, without leading zeros
    Bytes exponent;  ///< of RSA: the same
    Bytes point;     ///< of the other kinds: point_size(kind) octets

    friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

/// The length of the modulus in bits; 0 for other kinds than RSA.
[[nodiscard]] std::size_t modulus_bits(const PublicKey& key) noexcept;

/// How a caller names a key. At least one of id and label is given; what is given must
/// match. With public_key, the key found must be that one, or it is Errc::refused.
struct KeyName {
    Bytes id;           ///< CKA_ID; empty = any
    std::string label;  ///< CKA_LABEL; empty = any
    std::optional<PublicKey> public_key;

    friend bool operator==(const KeyName&, const KeyName&) = default;
};

/// `ID 0a0b and label "x"`, for messages.
[[nodiscard]] std::string describe(const KeyName& name);

enum class ObjectClass : std::uint8_t {
    public_key,
    private_key,
    secret_key,
    certificate,
    data,
    other
};

/// "public key", "private key" and so on.
[[nodiscard]] std::string_view to_string(ObjectClass object_class) noexcept;

/// One object of a token. An attribute that the token does not reveal is absent.
struct Object {
    ObjectClass object_class = ObjectClass::other;
    std::uint64_t class_number = 0;  ///< CKA_CLASS, for `other`
    std::string type;                ///< of a key: "RSA", "P-256", "AES", "type 0x2a"
    std::optional<KeyKind> kind;     ///< of a key pair's half, when it is of a known kind
    std::size_t bits = 0;  ///< RSA: the modulus; curves: the field; else the key; 0 = unknown
    Bytes id;              ///< CKA_ID; empty when there is none
    std::string label;     ///< CKA_LABEL, untrusted text; empty when there is none
    std::optional<PublicKey>
        public_key;    ///< of public keys, and of private RSA keys where revealed
    std::string flaw;  ///< why a public key object has no public_key

    std::optional<bool> on_token;           ///< CKA_TOKEN: false = a session object
    std::optional<bool> is_private;         ///< CKA_PRIVATE: seen only when logged in
    std::optional<bool> local;              ///< CKA_LOCAL: made on the token
    std::optional<bool> sensitive;          ///< CKA_SENSITIVE, of private and secret keys
    std::optional<bool> always_sensitive;   ///< CKA_ALWAYS_SENSITIVE
    std::optional<bool> extractable;        ///< CKA_EXTRACTABLE
    std::optional<bool> never_extractable;  ///< CKA_NEVER_EXTRACTABLE
    std::optional<bool> may_sign;           ///< CKA_SIGN, of private keys
    std::optional<bool> may_decrypt;        ///< CKA_DECRYPT
    std::optional<bool> may_unwrap;         ///< CKA_UNWRAP
    std::optional<bool> may_verify;         ///< CKA_VERIFY, of public keys
    std::optional<bool> may_encrypt;        ///< CKA_ENCRYPT
    std::optional<bool> may_wrap;           ///< CKA_WRAP, of public and secret keys

    friend bool operator==(const Object&, const Object&) = default;
};

/// `private key RSA 2048 bits, ID 0a0b, label "x"`, for messages.
[[nodiscard]] std::string describe(const Object& object);

/// The two halves of a key that belong together; public_half.public_key is there.
struct KeyPair {
    Object private_half;
    Object public_half;

    [[nodiscard]] const PublicKey& public_key() const { return *public_half.public_key; }

    friend bool operator==(const KeyPair&, const KeyPair&) = default;
};

}  // namespace ceremony::pkcs11
