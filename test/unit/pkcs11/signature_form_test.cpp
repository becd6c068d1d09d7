// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/signature_form.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

namespace {

PublicKey key_of(KeyKind kind) {
    PublicKey key;
    key.kind = kind;
    if (kind == KeyKind::rsa) {
        key.modulus = Bytes(256, 0xff);
    }
    return key;
}

Bytes join(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts) {
        append(all, part);
    }
    return all;
}

Bytes zeros_then(std::size_t zeros, std::size_t size, Byte octet) {
    Bytes octets(zeros, 0);
    octets.insert(octets.end(), size, octet);
    return octets;
}

}  // namespace

TEST_CASE("signature_form: full lengths are those of the standards", "[pkcs11][signature_form]") {
    CHECK(signature_size(key_of(KeyKind::rsa)) == 256);
    CHECK(signature_size(key_of(KeyKind::p256)) == 64);
    CHECK(signature_size(key_of(KeyKind::p384)) == 96);
    CHECK(signature_size(key_of(KeyKind::ed25519)) == 64);
    CHECK(signature_size(key_of(KeyKind::ed448)) == 114);
}

TEST_CASE("signature_form: what has its full length is kept", "[pkcs11][signature_form]") {
    for (const KeyKind kind :
         {KeyKind::rsa, KeyKind::p256, KeyKind::p384, KeyKind::ed25519, KeyKind::ed448}) {
        CAPTURE(to_string(kind));
        // 0x30 begins a SEQUENCE too.
        const Bytes signature(signature_size(key_of(kind)), 0x30);
        CHECK(normalise_signature(key_of(kind), signature).value() == signature);
    }
}

TEST_CASE("signature_form: zeros that were left out in front come back",
          "[pkcs11][signature_form]") {
    CHECK(normalise_signature(key_of(KeyKind::rsa), Bytes(254, 0x11)).value() ==
          zeros_then(2, 254, 0x11));
    CHECK(normalise_signature(key_of(KeyKind::p256), Bytes(62, 0x11)).value() ==
          join({zeros_then(1, 31, 0x11), zeros_then(1, 31, 0x11)}));
    CHECK(normalise_signature(key_of(KeyKind::p384), Bytes(2, 0x11)).value() ==
          join({zeros_then(47, 1, 0x11), zeros_then(47, 1, 0x11)}));
}

TEST_CASE("signature_form: a SEQUENCE of two INTEGERs becomes r and s",
          "[pkcs11][signature_form]") {
    // r with the zero that keeps it positive, s one octet short (RFC 3279, section 2.2.3).
    const Bytes sequence =
        join({{0x30, 0x44, 0x02, 0x21, 0x00}, Bytes(32, 0x81), {0x02, 0x1f}, Bytes(31, 0x12)});
    CHECK(normalise_signature(key_of(KeyKind::p256), sequence).value() ==
          join({Bytes(32, 0x81), zeros_then(1, 31, 0x12)}));
    // The longest of P-384.
    const Bytes longest = join(
        {{0x30, 0x66, 0x02, 0x31, 0x00}, Bytes(48, 0x81), {0x02, 0x31, 0x00}, Bytes(48, 0x82)});
    CHECK(normalise_signature(key_of(KeyKind::p384), longest).value() ==
          join({Bytes(48, 0x81), Bytes(48, 0x82)}));
}

TEST_CASE("signature_form: what is no signature is refused", "[pkcs11][signature_form]") {
    struct Row {
        std::string what;
        KeyKind kind;
        Bytes signature;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", KeyKind::rsa, {}},
        {"too long", KeyKind::rsa, Bytes(257, 1)},
        {"nothing", KeyKind::p256, {}},
        {"too long", KeyKind::p256, Bytes(66, 1)},
        {"odd", KeyKind::p256, Bytes(63, 1)},
        {"short", KeyKind::ed25519, Bytes(63, 1)},
        {"short", KeyKind::ed448, Bytes(113, 1)},
        {"a SEQUENCE of another length", KeyKind::p256,
         join({{0x30, 0x45, 0x02, 0x21, 0x00}, Bytes(32, 0x81), {0x02, 0x1f}, Bytes(31, 1)})},
        {"no INTEGER", KeyKind::p256,
         join({{0x30, 0x45, 0x03, 0x21, 0x00}, Bytes(32, 0x81), {0x02, 0x20}, Bytes(32, 1)})},
        {"an INTEGER that is cut short", KeyKind::p256,
         join({{0x30, 0x45, 0x02, 0x21, 0x00}, Bytes(32, 0x81), {0x02, 0x21}, Bytes(32, 1)})},
        {"an INTEGER that is too long", KeyKind::p256,
         join({{0x30, 0x46, 0x02, 0x21}, Bytes(33, 0x11), {0x02, 0x21, 0x00}, Bytes(32, 1)})},
        {"octets left over", KeyKind::p256,
         join({{0x30, 0x46, 0x02, 0x21, 0x00},
               Bytes(32, 0x81),
               {0x02, 0x20},
               Bytes(32, 1),
               {0x00}})},
    }));
    CAPTURE(row.what, to_string(row.kind));
    const auto signature = normalise_signature(key_of(row.kind), row.signature);
    REQUIRE_FALSE(signature.ok());
    CHECK(signature.error().code() == Errc::token);
    CHECK(signature.error().message() ==
          "the token returned " + std::to_string(row.signature.size()) +
              " octets, which is no signature of a key of " + std::string(to_string(row.kind)));
}
