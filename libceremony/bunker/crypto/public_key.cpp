// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/public_key.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/checked.hpp"
#include "crypto/edwards.hpp"
#include "crypto/native_key.hpp"
#include "crypto/openssl.hpp"

namespace ceremony::crypto {

namespace {

std::size_t bits_of(ByteView number) {
    return (number.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(number.front()));
}

Outcome check_number(ByteView number, std::string_view what) {
    if (number.empty() || number.front() == 0) {
        return Error{Errc::syntax, number.empty() ? "is empty" : "begins with a zero octet"}.in(
            what);
    }
    if (number.back() % 2 == 0) {
        return Error{Errc::semantics, "is even"}.in(what);
    }
    return Nothing{};
}

Outcome check_rsa(ByteView modulus, ByteView exponent) {
    TRY(check_number(modulus, "RSA modulus"));
    TRY(check_number(exponent, "RSA public exponent"));
    if (bits_of(modulus) < rsa_min_bits || bits_of(modulus) > rsa_max_bits) {
        return Error{Errc::semantics, "RSA modulus: " + std::to_string(bits_of(modulus)) +
                                          " bits, not " + std::to_string(rsa_min_bits) + " to " +
                                          std::to_string(rsa_max_bits)};
    }
    if (bits_of(exponent) > rsa_max_exponent_bits || bits_of(exponent) < 2) {
        return Error{Errc::semantics, "RSA public exponent: " + std::to_string(bits_of(exponent)) +
                                          " bits, not 2 to " +
                                          std::to_string(rsa_max_exponent_bits)};
    }
    return Nothing{};
}

// The key that the parameters in `builder` describe.
Result<Key> key_from_data(const OpenSsl& openssl, const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        // A point that is not on its curve is found out here.
        return openssl.error(Errc::crypto, "EVP_PKEY_fromdata");
    }
    return Key(key);
}

Result<Key> make_rsa(const OpenSsl& openssl, ByteView modulus, ByteView exponent) {
    const BigNumber n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
    const BigNumber e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr));
    const ParametersBuilder builder(OSSL_PARAM_BLD_new());
    if (n == nullptr || e == nullptr || builder == nullptr ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return openssl.error(Errc::internal, "OSSL_PARAM_BLD_push_BN");
    }
    return key_from_data(openssl, "RSA", builder.get());
}

Result<Key> make_ec(const OpenSsl& openssl, const char* group, ByteView point) {
    Bytes uncompressed;  // SEC 1, section 2.3.3
    uncompressed.reserve(point.size() + 1);
    uncompressed.push_back(0x04);
    append(uncompressed, point);
    const ParametersBuilder builder(OSSL_PARAM_BLD_new());
    if (builder == nullptr ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                         uncompressed.data(), uncompressed.size()) != 1) {
        return openssl.error(Errc::internal, "OSSL_PARAM_BLD_push_octet_string");
    }
    return key_from_data(openssl, "EC", builder.get());
}

Result<Key> make_edwards(const OpenSsl& openssl, const char* type, ByteView point) {
    Key key(EVP_PKEY_new_raw_public_key_ex(nullptr, type, nullptr, point.data(), point.size()));
    if (key == nullptr) {
        return openssl.error(Errc::internal, "EVP_PKEY_new_raw_public_key_ex");
    }
    return key;
}

// REQUIRES: point_size(kind) octets.
Result<Key> make_point(const OpenSsl& openssl, KeyKind kind, ByteView point) {
    switch (kind) {
        case KeyKind::rsa:
            break;
        case KeyKind::p256:
            return make_ec(openssl, "P-256", point);
        case KeyKind::p384:
            return make_ec(openssl, "P-384", point);
        case KeyKind::ed25519:
            TRY(check_ed25519_point(point));
            return make_edwards(openssl, "ED25519", point);
        case KeyKind::ed448:
            TRY(check_ed448_point(point));
            return make_edwards(openssl, "ED448", point);
    }
    return Error{Errc::internal, "is not a point"};
}

Result<Bytes> number_from(const OpenSsl& openssl, const Key& key, const char* name) {
    BIGNUM* read = nullptr;
    if (EVP_PKEY_get_bn_param(key.get(), name, &read) != 1) {
        return openssl.error(Errc::internal, "EVP_PKEY_get_bn_param");
    }
    const BigNumber number(read);
    Bytes octets(static_cast<std::size_t>(BN_num_bytes(read)));
    static_cast<void>(BN_bn2bin(read, octets.data()));  // cannot fail
    return octets;
}

Result<Bytes> padded_number_from(const OpenSsl& openssl,
                                 const Key& key,
                                 const char* name,
                                 std::size_t size) {
    Bytes octets = TRY(number_from(openssl, key, name));
    octets.insert(octets.begin(), size - std::min(size, octets.size()), 0);
    return octets;
}

// x | y. The point at infinity has neither.
Result<Bytes> coordinates_from(const OpenSsl& openssl, const Key& key, std::size_t size) {
    Bytes point = TRY(padded_number_from(openssl, key, OSSL_PKEY_PARAM_EC_PUB_X, size));
    append(point, TRY(padded_number_from(openssl, key, OSSL_PKEY_PARAM_EC_PUB_Y, size)));
    return point;
}

Result<PublicKey> read_rsa(const OpenSsl& openssl, const Key& key) {
    const Bytes modulus = TRY(number_from(openssl, key, OSSL_PKEY_PARAM_RSA_N));
    const Bytes exponent = TRY(number_from(openssl, key, OSSL_PKEY_PARAM_RSA_E));
    return PublicKey::from_rsa(modulus, exponent);
}

Result<PublicKey> read_ec(const OpenSsl& openssl, const Key& key) {
    std::array<char, 32> group{};
    if (EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) != 1) {
        return Error{Errc::semantics, "a curve without a name"};
    }
    const std::string_view name = group.data();
    if (name != SN_X9_62_prime256v1 && name != SN_secp384r1) {
        return Error{Errc::semantics,
                     std::string("the curve ").append(name).append(" is not supported")};
    }
    const KeyKind kind = name == SN_secp384r1 ? KeyKind::p384 : KeyKind::p256;
    const auto point = coordinates_from(openssl, key, point_size(kind) / 2);
    if (!point.ok()) {
        return Error{Errc::crypto,
                     std::string(to_string(kind)).append(" key: the point at infinity")};
    }
    return PublicKey::from_point(kind, point.value());
}

Result<PublicKey> read_edwards(const OpenSsl& openssl, const Key& key, KeyKind kind) {
    std::size_t size = point_size(kind);
    Bytes point(size);
    if (EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size) != 1) {
        return openssl.error(Errc::internal, "EVP_PKEY_get_raw_public_key");
    }
    return PublicKey::from_point(kind, point);
}

Result<PublicKey> read_key(const OpenSsl& openssl, const Key& key) {
    if (EVP_PKEY_is_a(key.get(), "RSA") == 1) {
        return read_rsa(openssl, key);
    }
    if (EVP_PKEY_is_a(key.get(), "EC") == 1) {
        return read_ec(openssl, key);
    }
    if (EVP_PKEY_is_a(key.get(), "ED25519") == 1) {
        return read_edwards(openssl, key, KeyKind::ed25519);
    }
    if (EVP_PKEY_is_a(key.get(), "ED448") == 1) {
        return read_edwards(openssl, key, KeyKind::ed448);
    }
    return Error{Errc::semantics, "neither RSA, P-256, P-384, Ed25519 nor Ed448"};
}

constexpr std::string_view pem_begin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view pem_end = "-----END PUBLIC KEY-----";

}  // namespace

PublicKey::PublicKey(std::shared_ptr<const NativeKey> native) noexcept
    : native_(std::move(native)) {}

Result<PublicKey> PublicKey::from_rsa(ByteView modulus, ByteView exponent) {
    TRY(check_rsa(modulus, exponent));
    const auto openssl = TRY(OpenSsl::enter());
    NativeKey native;
    native.kind = KeyKind::rsa;
    native.modulus.assign(modulus.begin(), modulus.end());
    native.exponent.assign(exponent.begin(), exponent.end());
    native.key = TRY(make_rsa(openssl, modulus, exponent));
    return PublicKey(std::make_shared<const NativeKey>(std::move(native)));
}

Result<PublicKey> PublicKey::from_point(KeyKind kind, ByteView point) {
    if (point.size() != point_size(kind)) {
        return Error{Errc::syntax, std::string(to_string(kind)).append(" key: ") +
                                       std::to_string(point.size()) + " octets, not " +
                                       std::to_string(point_size(kind))};
    }
    const auto openssl = TRY(OpenSsl::enter());
    NativeKey native;
    native.kind = kind;
    native.point.assign(point.begin(), point.end());
    native.key =
        TRY(make_point(openssl, kind, point).in(std::string(to_string(kind)).append(" key")));
    return PublicKey(std::make_shared<const NativeKey>(std::move(native)));
}

// What OpenSSL reads more loosely than DER is refused by comparing what it would write.
Result<PublicKey> PublicKey::from_der(ByteView der) {
    const auto openssl = TRY(OpenSsl::enter());
    const Byte* position = der.data();
    const Key key(d2i_PUBKEY(nullptr, &position, TRY(narrow<long>(der.size()))));
    if (key == nullptr) {
        return openssl.error(Errc::syntax, "not a SubjectPublicKeyInfo");
    }
    PublicKey public_key = TRY(read_key(openssl, key));
    if (!std::ranges::equal(TRY(public_key.to_der()), der)) {
        return Error{Errc::syntax, "the SubjectPublicKeyInfo is not in its one DER form"};
    }
    return public_key;
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
    const std::string_view text = pem.substr(0, pem.find_last_not_of(" \t\r\n") + 1);
    if (!text.starts_with(pem_begin) || !text.ends_with(pem_end) ||
        text.find(pem_end) != text.size() - pem_end.size()) {
        return Error{Errc::syntax, "not one PEM block \"PUBLIC KEY\" and nothing else"};
    }
    // OpenSSL skips what stands before a block, and stops reading base64 at a hyphen.
    const std::string_view body =
        text.substr(pem_begin.size(), text.size() - pem_begin.size() - pem_end.size());
    if (!body.starts_with('\n') && !body.starts_with("\r\n")) {
        return Error{Errc::syntax, "something else stands on the first line of the PEM block"};
    }
    if (body.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "0123456789+/=\r\n") != std::string_view::npos) {
        return Error{Errc::syntax, "the PEM block has a header, or what is not base64"};
    }
    const auto openssl = TRY(OpenSsl::enter());
    const Stream stream(BIO_new_mem_buf(text.data(), TRY(narrow<int>(text.size()))));
    char* name = nullptr;
    char* header = nullptr;
    Byte* octets = nullptr;
    long size = 0;
    const bool read =
        stream != nullptr && PEM_read_bio(stream.get(), &name, &header, &octets, &size) == 1;
    const Buffer<char> name_owner(name);
    const Buffer<char> header_owner(header);
    const Buffer<Byte> octets_owner(octets);
    if (!read) {
        return openssl.error(Errc::syntax, "not PEM");
    }
    return from_der(ByteView(octets, static_cast<std::size_t>(size)));
}

Result<Bytes> PublicKey::to_der() const {
    const auto openssl = TRY(OpenSsl::enter());
    const int size = i2d_PUBKEY(native_->key.get(), nullptr);
    Bytes der(static_cast<std::size_t>(std::max(size, 0)));
    Byte* position = der.data();
    if (der.empty() || i2d_PUBKEY(native_->key.get(), &position) != size) {
        return openssl.error(Errc::internal, "i2d_PUBKEY");
    }
    return der;
}

Result<std::string> PublicKey::to_pem() const {
    const Bytes der = TRY(to_der());
    const auto openssl = TRY(OpenSsl::enter());
    const Stream stream(BIO_new(BIO_s_mem()));
    if (stream == nullptr || PEM_write_bio(stream.get(), PEM_STRING_PUBLIC, "", der.data(),
                                           TRY(narrow<long>(der.size()))) <= 0) {
        return openssl.error(Errc::internal, "PEM_write_bio");
    }
    std::string pem(BIO_ctrl_pending(stream.get()), '\0');
    std::size_t read = 0;
    if (BIO_read_ex(stream.get(), pem.data(), pem.size(), &read) != 1 || read != pem.size()) {
        return openssl.error(Errc::internal, "BIO_read_ex");
    }
    return pem;
}

KeyKind PublicKey::kind() const noexcept {
    return native_->kind;
}

ByteView PublicKey::modulus() const noexcept {
    return native_->modulus;
}

ByteView PublicKey::exponent() const noexcept {
    return native_->exponent;
}

std::size_t PublicKey::modulus_bits() const noexcept {
    return native_->modulus.empty() ? 0 : bits_of(native_->modulus);
}

ByteView PublicKey::point() const noexcept {
    return native_->point;
}

Outcome PublicKey::check_thoroughly() const {
    const auto openssl = TRY(OpenSsl::enter());
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, native_->key.get(), nullptr));
    if (context == nullptr || EVP_PKEY_public_check(context.get()) != 1) {
        return openssl.error(Errc::crypto, std::string(to_string(kind())).append(" key"));
    }
    return Nothing{};
}

bool operator==(const PublicKey& left, const PublicKey& right) noexcept {
    return left.kind() == right.kind() && left.native_->modulus == right.native_->modulus &&
           left.native_->exponent == right.native_->exponent &&
           left.native_->point == right.native_->point;
}

}  // namespace ceremony::crypto
