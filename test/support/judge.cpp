// SPDX-License-Identifier: BSD-3-Clause

#include "support/judge.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "support/printing.hpp"

namespace ceremony::test {
namespace {

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* object) const {
        release(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Release<PKCS8_PRIV_KEY_INFO_free>>;

Number number(ByteView octets) {
    return Number(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
}

Bytes octets_of(const BIGNUM* value, std::size_t size) {
    Bytes octets(size);
    REQUIRE(BN_bn2binpad(value, octets.data(), static_cast<int>(size)) >= 0);
    return octets;
}

Key from_parameters(const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
    REQUIRE(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1);
    return Key(key);
}

Key to_openssl(const pkcs11::PublicKey& key) {
    const Builder builder(OSSL_PARAM_BLD_new());
    switch (key.kind) {
        case KeyKind::rsa: {
            const Number n = number(key.modulus);
            const Number e = number(key.exponent);
            OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
            OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
            return from_parameters("RSA", builder.get());
        }
        case KeyKind::p256:
        case KeyKind::p384: {
            Bytes point = {0x04};
            append(point, key.point);
            OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                            key.kind == KeyKind::p256 ? "P-256" : "P-384", 0);
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                             point.size());
            return from_parameters("EC", builder.get());
        }
        case KeyKind::ed25519:
            return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.point.data(),
                                                   key.point.size()));
        case KeyKind::ed448:
            return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED448, nullptr, key.point.data(),
                                                   key.point.size()));
    }
    return nullptr;
}

pkcs11::PublicKey from_openssl(const EVP_PKEY* key, KeyKind kind) {
    pkcs11::PublicKey result;
    result.kind = kind;
    BIGNUM* first = nullptr;
    BIGNUM* second = nullptr;
    if (kind == KeyKind::rsa) {
        REQUIRE(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &first) == 1);
        REQUIRE(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &second) == 1);
        result.modulus = octets_of(first, static_cast<std::size_t>(BN_num_bytes(first)));
        result.exponent = octets_of(second, static_cast<std::size_t>(BN_num_bytes(second)));
    } else {
        REQUIRE(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_X, &first) == 1);
        REQUIRE(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_Y, &second) == 1);
        result.point = octets_of(first, point_size(kind) / 2);
        append(result.point, octets_of(second, point_size(kind) / 2));
    }
    BN_free(first);
    BN_free(second);
    return result;
}

const EVP_MD* hash_of(Algorithm algorithm) {
    switch (algorithm) {
        case Algorithm::rsasha256:
        case Algorithm::ecdsap256sha256:
            return EVP_sha256();
        case Algorithm::rsasha512:
            return EVP_sha512();
        case Algorithm::ecdsap384sha384:
            return EVP_sha384();
        case Algorithm::ed25519:
        case Algorithm::ed448:
            break;
    }
    return nullptr;
}

Bytes hash(Algorithm algorithm, std::string_view message) {
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    REQUIRE(EVP_Digest(message.data(), message.size(), digest.data(), &size, hash_of(algorithm),
                       nullptr) == 1);
    digest.resize(size);
    return digest;
}

// As .private files have it.
const char* to_text(Algorithm algorithm) {
    switch (algorithm) {
        case Algorithm::rsasha256:
            return "8 (RSASHA256)";
        case Algorithm::rsasha512:
            return "10 (RSASHA512)";
        case Algorithm::ecdsap256sha256:
            return "13 (ECDSAP256SHA256)";
        case Algorithm::ecdsap384sha384:
            return "14 (ECDSAP384SHA384)";
        case Algorithm::ed25519:
            return "15 (ED25519)";
        case Algorithm::ed448:
            return "16 (ED448)";
    }
    return "";
}

bool is_ecdsa(Algorithm algorithm) {
    return algorithm == Algorithm::ecdsap256sha256 || algorithm == Algorithm::ecdsap384sha384;
}

/// r | s as the SEQUENCE that OpenSSL reads.
Bytes to_sequence(ByteView signature) {
    const EcdsaSignature both(ECDSA_SIG_new());
    const std::size_t half = signature.size() / 2;
    REQUIRE(ECDSA_SIG_set0(both.get(), number(signature.first(half)).release(),
                           number(signature.subspan(half)).release()) == 1);
    unsigned char* encoded = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &encoded);
    REQUIRE(size > 0);
    Bytes octets(encoded, encoded + size);
    OPENSSL_free(encoded);
    return octets;
}

Bytes from_sequence(ByteView sequence, std::size_t half) {
    const unsigned char* position = sequence.data();
    const EcdsaSignature both(
        d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(sequence.size())));
    REQUIRE(both != nullptr);
    Bytes octets = octets_of(ECDSA_SIG_get0_r(both.get()), half);
    append(octets, octets_of(ECDSA_SIG_get0_s(both.get()), half));
    return octets;
}

Bytes decrypt_oaep(EVP_PKEY* key, const pkcs11::WrappedKey& wrapped, std::size_t size) {
    const EVP_MD* const digest = wrapped.oaep == pkcs11::OaepHash::sha1 ? EVP_sha1() : EVP_sha256();
    const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
    REQUIRE(EVP_PKEY_decrypt_init(context.get()) == 1);
    REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1);
    REQUIRE(EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) == 1);
    REQUIRE(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) == 1);
    Bytes aes_key(size);
    std::size_t length = aes_key.size();
    REQUIRE(EVP_PKEY_decrypt(context.get(), aes_key.data(), &length, wrapped.blob.data(), size) ==
            1);
    aes_key.resize(length);
    REQUIRE(aes_key.size() == 32);
    return aes_key;
}

Key unwrap_key(EVP_PKEY* key, const pkcs11::WrappedKey& wrapped) {
    const auto split = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    REQUIRE(wrapped.blob.size() > split);
    const Bytes aes_key = decrypt_oaep(key, wrapped, split);
    const ByteView inner = ByteView(wrapped.blob).subspan(split);
    const CipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    REQUIRE(EVP_DecryptInit_ex(context.get(), EVP_aes_256_wrap_pad(), nullptr, aes_key.data(),
                               nullptr) == 1);
    Bytes plain(inner.size() + 16);
    int length = 0;
    REQUIRE(EVP_DecryptUpdate(context.get(), plain.data(), &length, inner.data(),
                              static_cast<int>(inner.size())) == 1);
    plain.resize(static_cast<std::size_t>(length));
    const unsigned char* position = plain.data();
    const Pkcs8 pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(plain.size())));
    REQUIRE(pkcs8 != nullptr);
    const ByteView rest =
        ByteView(plain).subspan(static_cast<std::size_t>(position - plain.data()));
    REQUIRE(rest.size() < 8);  // SoftHSM 2.6.1 fills up to a multiple of eight octets
    REQUIRE(std::ranges::all_of(rest, [](Byte octet) { return octet == 0; }));
    Key unwrapped(EVP_PKCS82PKEY(pkcs8.get()));
    REQUIRE(unwrapped != nullptr);
    return unwrapped;
}

KeyKind kind_of(const EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        return KeyKind::rsa;
    }
    return EVP_PKEY_get_bits(key) == 256 ? KeyKind::p256 : KeyKind::p384;
}

std::string base64(const Bytes& octets) {
    std::string text(4 * (octets.size() / 3 + 1) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets.data(),
                                     static_cast<int>(octets.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

// A line of a .private file. `size`: of the number in octets; 0 for as many as it needs.
std::string private_line(const EVP_PKEY* key,
                         const char* name,
                         const char* parameter,
                         std::size_t size = 0) {
    BIGNUM* value = nullptr;
    REQUIRE(EVP_PKEY_get_bn_param(key, parameter, &value) == 1);
    const Number owned(value);
    const std::size_t needed = static_cast<std::size_t>(BN_num_bytes(value));
    return std::string(name) + ": " + base64(octets_of(value, std::max(size, needed))) + "\n";
}

EVP_PKEY* openssl_key(void* key) {
    return static_cast<EVP_PKEY*>(key);
}

}  // namespace

KeyKind kind_of(Algorithm algorithm) {
    switch (algorithm) {
        case Algorithm::rsasha256:
        case Algorithm::rsasha512:
            return KeyKind::rsa;
        case Algorithm::ecdsap256sha256:
            return KeyKind::p256;
        case Algorithm::ecdsap384sha384:
            return KeyKind::p384;
        case Algorithm::ed25519:
            return KeyKind::ed25519;
        case Algorithm::ed448:
            return KeyKind::ed448;
    }
    return KeyKind::rsa;
}

pkcs11::SigningJob signing_job(Algorithm algorithm,
                               const pkcs11::KeyName& key,
                               std::string_view message) {
    pkcs11::SigningJob job;
    job.key = key;
    switch (algorithm) {
        case Algorithm::rsasha256:
            job.input = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                         0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
            append(job.input, hash(algorithm, message));
            break;
        case Algorithm::rsasha512:
            job.input = {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                         0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40};
            append(job.input, hash(algorithm, message));
            break;
        case Algorithm::ecdsap256sha256:
        case Algorithm::ecdsap384sha384:
            job.input = hash(algorithm, message);
            break;
        case Algorithm::ed25519:
        case Algorithm::ed448:
            append(job.input, as_bytes(message));
            break;
    }
    return job;
}

bool verifies(Algorithm algorithm,
              const pkcs11::PublicKey& key,
              std::string_view message,
              ByteView signature) {
    const Key openssl_key = to_openssl(key);
    const DigestContext context(EVP_MD_CTX_new());
    REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, hash_of(algorithm), nullptr,
                                 openssl_key.get()) == 1);
    Bytes form(signature.begin(), signature.end());
    if (is_ecdsa(algorithm)) {
        REQUIRE(signature.size() == point_size(key.kind));
        form = to_sequence(signature);
    }
    return EVP_DigestVerify(context.get(), form.data(), form.size(), as_bytes(message).data(),
                            message.size()) == 1;
}

TransportKey::TransportKey(unsigned bits) : key_(EVP_RSA_gen(bits)) {
    REQUIRE(key_ != nullptr);
}

TransportKey::~TransportKey() {
    EVP_PKEY_free(openssl_key(key_));
}

pkcs11::PublicKey TransportKey::public_key() const {
    return from_openssl(openssl_key(key_), KeyKind::rsa);
}

pkcs11::PublicKey TransportKey::unwrap(const pkcs11::WrappedKey& wrapped) const {
    const Key unwrapped = unwrap_key(openssl_key(key_), wrapped);
    return from_openssl(unwrapped.get(), kind_of(unwrapped.get()));
}

Bytes TransportKey::unwrap_and_sign(const pkcs11::WrappedKey& wrapped,
                                    Algorithm algorithm,
                                    std::string_view message) const {
    const Key unwrapped = unwrap_key(openssl_key(key_), wrapped);
    const DigestContext context(EVP_MD_CTX_new());
    REQUIRE(EVP_DigestSignInit(context.get(), nullptr, hash_of(algorithm), nullptr,
                               unwrapped.get()) == 1);
    Bytes signature(1024);
    std::size_t size = signature.size();
    REQUIRE(EVP_DigestSign(context.get(), signature.data(), &size, as_bytes(message).data(),
                           message.size()) == 1);
    signature.resize(size);
    return is_ecdsa(algorithm) ? from_sequence(signature, point_size(kind_of(algorithm)) / 2)
                               : signature;
}

std::string TransportKey::unwrap_to_file(const pkcs11::WrappedKey& wrapped,
                                         Algorithm algorithm) const {
    const Key key = unwrap_key(openssl_key(key_), wrapped);
    std::string text =
        std::string("Private-key-format: v1.2\nAlgorithm: ") + to_text(algorithm) + "\n";
    if (is_ecdsa(algorithm)) {
        return text + private_line(key.get(), "PrivateKey", OSSL_PKEY_PARAM_PRIV_KEY,
                                   point_size(kind_of(algorithm)) / 2);
    }
    constexpr std::array<std::array<const char*, 2>, 8> numbers = {{
        {"Modulus", OSSL_PKEY_PARAM_RSA_N},
        {"PublicExponent", OSSL_PKEY_PARAM_RSA_E},
        {"PrivateExponent", OSSL_PKEY_PARAM_RSA_D},
        {"Prime1", OSSL_PKEY_PARAM_RSA_FACTOR1},
        {"Prime2", OSSL_PKEY_PARAM_RSA_FACTOR2},
        {"Exponent1", OSSL_PKEY_PARAM_RSA_EXPONENT1},
        {"Exponent2", OSSL_PKEY_PARAM_RSA_EXPONENT2},
        {"Coefficient", OSSL_PKEY_PARAM_RSA_COEFFICIENT1},
    }};
    for (const auto& [name, parameter] : numbers) {
        text += private_line(key.get(), name, parameter);
    }
    return text;
}

}  // namespace ceremony::test
