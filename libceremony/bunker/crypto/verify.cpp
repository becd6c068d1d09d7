// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/verify.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/native_key.hpp"
#include "crypto/openssl.hpp"

namespace ceremony::crypto {

namespace {

// The orders of P-256 and P-384 (SP 800-186, sections 3.2.1.3 and 3.2.1.4).
constexpr std::array<Byte, 32> p256_order = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};
constexpr std::array<Byte, 48> p384_order = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf,
    0x58, 0x1a, 0x0d, 0xb2, 0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73};

// What OpenSSL calls the hash of `scheme`; null where the scheme has its own.
const char* digest_name(Scheme scheme) {
    switch (scheme) {
        case Scheme::rsa_sha256:
        case Scheme::ecdsa_p256_sha256:
            return "SHA256";
        case Scheme::ecdsa_p384_sha384:
            return "SHA384";
        case Scheme::rsa_sha512:
            return "SHA512";
        case Scheme::ed25519:
        case Scheme::ed448:
            return nullptr;
    }
    return nullptr;
}

std::size_t signature_size(Scheme scheme, const PublicKey& key) {
    switch (scheme) {
        case Scheme::rsa_sha256:
        case Scheme::rsa_sha512:
            return key.modulus().size();  // RFC 8017, section 8.2.2, step 1
        case Scheme::ecdsa_p256_sha256:
        case Scheme::ed25519:
            return 64;
        case Scheme::ecdsa_p384_sha384:
            return 96;
        case Scheme::ed448:
            return 114;
    }
    return 0;
}

// FIPS 186-5, section 6.4.2, step 1; both numbers big-endian and of one length.
bool in_range(ByteView number, ByteView order) {
    return std::any_of(number.begin(), number.end(), [](Byte octet) { return octet != 0; }) &&
           std::lexicographical_compare(number.begin(), number.end(), order.begin(), order.end());
}

// r | s in the form that OpenSSL reads: a DER SEQUENCE of two INTEGERs (RFC 3279,
// section 2.2.3).
Result<Bytes> der_signature(const OpenSsl& openssl, ByteView signature, ByteView order) {
    const ByteView r = signature.first(order.size());
    const ByteView s = signature.subspan(order.size());
    if (!in_range(r, order) || !in_range(s, order)) {
        return Error{Errc::crypto, "a number in the signature is 0 or not below the order"};
    }
    const auto size = static_cast<int>(order.size());
    BigNumber r_number(BN_bin2bn(r.data(), size, nullptr));
    BigNumber s_number(BN_bin2bn(s.data(), size, nullptr));
    const EcdsaSignature pair(ECDSA_SIG_new());
    if (r_number == nullptr || s_number == nullptr || pair == nullptr) {
        return openssl.error(Errc::internal, "ECDSA_SIG_new");
    }
    // It now owns both numbers; it refuses only null.
    static_cast<void>(ECDSA_SIG_set0(pair.get(), r_number.release(), s_number.release()));
    Bytes der(static_cast<std::size_t>(std::max(i2d_ECDSA_SIG(pair.get(), nullptr), 0)));
    Byte* end = der.data();
    if (der.empty() || i2d_ECDSA_SIG(pair.get(), &end) <= 0) {
        return openssl.error(Errc::internal, "i2d_ECDSA_SIG");
    }
    return der;
}

// The octets that OpenSSL wants to see for the signature of `scheme`.
Result<Bytes> native_signature(const OpenSsl& openssl, Scheme scheme, ByteView signature) {
    switch (scheme) {
        case Scheme::ecdsa_p256_sha256:
            return der_signature(openssl, signature, p256_order);
        case Scheme::ecdsa_p384_sha384:
            return der_signature(openssl, signature, p384_order);
        case Scheme::rsa_sha256:
        case Scheme::rsa_sha512:
        case Scheme::ed25519:
        case Scheme::ed448:
            break;
    }
    return Bytes(signature.begin(), signature.end());
}

}  // namespace

KeyKind key_kind(Scheme scheme) noexcept {
    switch (scheme) {
        case Scheme::rsa_sha256:
        case Scheme::rsa_sha512:
            return KeyKind::rsa;
        case Scheme::ecdsa_p256_sha256:
            return KeyKind::p256;
        case Scheme::ecdsa_p384_sha384:
            return KeyKind::p384;
        case Scheme::ed25519:
            return KeyKind::ed25519;
        case Scheme::ed448:
            return KeyKind::ed448;
    }
    return KeyKind::rsa;
}

Outcome verify(Scheme scheme, const PublicKey& key, ByteView message, ByteView signature) {
    if (key.kind() != key_kind(scheme)) {
        return Error{Errc::semantics, std::string("the key is ")
                                          .append(to_string(key.kind()))
                                          .append(", the signature scheme needs ")
                                          .append(to_string(key_kind(scheme)))};
    }
    const std::size_t expected = signature_size(scheme, key);
    if (signature.size() != expected) {
        return Error{Errc::crypto, "the signature has " + std::to_string(signature.size()) +
                                       " octets, not " + std::to_string(expected)};
    }
    const auto openssl = TRY(OpenSsl::enter());
    const Bytes native = TRY(native_signature(openssl, scheme, signature));
    // A context costs 3 to 6 microseconds, a verification 25 and more: making a new one
    // each time is what keeps this function free of state. RSA pads as RSASSA-PKCS1-v1_5
    // unless told otherwise.
    const DigestContext context(EVP_MD_CTX_new());
    if (context == nullptr ||
        EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_name(scheme), nullptr, nullptr,
                                key.native().key.get(), nullptr) != 1) {
        return openssl.error(Errc::internal, "EVP_DigestVerifyInit_ex");
    }
    if (EVP_DigestVerify(context.get(), native.data(), native.size(), message.data(),
                         message.size()) != 1) {
        return Error{Errc::crypto, "the signature does not verify"};
    }
    return Nothing{};
}

}  // namespace ceremony::crypto
