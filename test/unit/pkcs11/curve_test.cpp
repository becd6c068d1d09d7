// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/curve.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

namespace {

/// `prefix` in hexadecimal, then `size` octets.
Bytes behind(std::string_view prefix, std::size_t size) {
    Bytes octets = encoding::decode_hex(prefix).value();
    octets.insert(octets.end(), size, 0x5c);
    return octets;
}

struct Row {
    std::string what;
    KeyKind kind;
    Bytes value;
};

}  // namespace

TEST_CASE("curve: parameters are known in every spelling", "[pkcs11][curve]") {
    // openssl ecparam -name prime256v1 -outform DER | xxd -p, and secp384r1; OpenSSL 3.0.
    CHECK(curve_of(behind("06082a8648ce3d030107", 0)) == KeyKind::p256);
    CHECK(curve_of(behind("06052b81040022", 0)) == KeyKind::p384);
    // RFC 8410, section 3: 1.3.101.112 and 1.3.101.113.
    CHECK(curve_of(behind("06032b6570", 0)) == KeyKind::ed25519);
    CHECK(curve_of(behind("06032b6571", 0)) == KeyKind::ed448);
    // PKCS #11 v3.0, section 2.3.5: a PrintableString.
    CHECK(curve_of(behind("130c656477617264733235353139", 0)) == KeyKind::ed25519);
    CHECK(curve_of(behind("130a65647761726473343438", 0)) == KeyKind::ed448);
    CHECK_FALSE(curve_of(behind("06052b81040023", 0)));  // secp521r1
    CHECK_FALSE(curve_of(behind("06032b65", 0)));
    CHECK_FALSE(curve_of({}));
    CHECK(curve_parameters(KeyKind::rsa).empty());
    CHECK(curve_parameters(KeyKind::p256).size() == 1);
    CHECK(curve_parameters(KeyKind::ed448).size() == 2);
}

TEST_CASE("curve: a point is read from an OCTET STRING or a BIT STRING or as it is",
          "[pkcs11][curve]") {
    const auto row = GENERATE(values<Row>({
        {"bare", KeyKind::p256, behind("04", 64)},
        {"OCTET STRING", KeyKind::p256, behind("044104", 64)},
        {"BIT STRING", KeyKind::p256, behind("03420004", 64)},
        {"bare", KeyKind::p384, behind("04", 96)},
        {"OCTET STRING", KeyKind::p384, behind("046104", 96)},
        {"BIT STRING", KeyKind::p384, behind("03620004", 96)},
        {"bare", KeyKind::ed25519, behind("", 32)},
        {"OCTET STRING", KeyKind::ed25519, behind("0420", 32)},
        {"BIT STRING", KeyKind::ed25519, behind("032100", 32)},
        {"bare", KeyKind::ed448, behind("", 57)},
        {"OCTET STRING", KeyKind::ed448, behind("0439", 57)},
        {"BIT STRING", KeyKind::ed448, behind("033a00", 57)},
    }));
    CAPTURE(row.what, to_string(row.kind));
    const auto point = read_point(row.kind, row.value);
    REQUIRE(point.ok());
    CHECK(point.value() == Bytes(point_size(row.kind), 0x5c));
}

TEST_CASE("curve: a bare point that begins like a header is taken by its length",
          "[pkcs11][curve]") {
    Bytes point = behind("041e", 30);
    CHECK(read_point(KeyKind::ed25519, point).value() == point);
    point = behind("031f00", 29);
    CHECK(read_point(KeyKind::ed25519, point).value() == point);
}

TEST_CASE("curve: what is no point is refused", "[pkcs11][curve]") {
    const auto row = GENERATE(values<Row>({
        {"nothing", KeyKind::p256, {}},
        {"nothing", KeyKind::ed25519, {}},
        {"an octet short", KeyKind::p256, behind("04", 63)},
        {"an octet more", KeyKind::p256, behind("04", 65)},
        {"compressed", KeyKind::p256, behind("02", 32)},
        {"not uncompressed", KeyKind::p256, behind("05", 64)},
        {"not uncompressed inside", KeyKind::p256, behind("044105", 64)},
        {"another tag", KeyKind::p256, behind("054104", 64)},
        {"another length", KeyKind::p256, behind("044004", 64)},
        {"unused bits", KeyKind::p256, behind("03420104", 64)},
        {"BIT STRING of another length", KeyKind::p256, behind("03410004", 64)},
        {"another tag", KeyKind::ed25519, behind("0220", 32)},
        {"a point of P-384", KeyKind::p256, behind("046104", 96)},
        {"RSA", KeyKind::rsa, {}},
    }));
    CAPTURE(row.what, to_string(row.kind));
    const auto point = read_point(row.kind, row.value);
    REQUIRE_FALSE(point.ok());
    CHECK(point.error().code() == Errc::token);
    CHECK(point.error().message() == "CKA_EC_POINT of " + std::to_string(row.value.size()) +
                                         " octets is no point of " +
                                         std::string(to_string(row.kind)));
}

TEST_CASE("curve: a point is written as an OCTET STRING", "[pkcs11][curve]") {
    PublicKey key;
    key.kind = KeyKind::p384;
    key.point = Bytes(96, 0x5c);
    CHECK(write_point(key) == behind("046104", 96));
    key.kind = KeyKind::ed448;
    key.point = Bytes(57, 0x5c);
    CHECK(write_point(key) == behind("0439", 57));
}
