// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/public_key.hpp"

#include <algorithm>
#include <string>

#include "encoding/base64.hpp"
#include "support/printing.hpp"
#include "support/vectors.hpp"

namespace public_key_test {

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::read_vectors;
using ceremony::test::Vector;

namespace {

std::vector<Vector> vectors() {
    return read_vectors("crypto/public_key_info.vec",
                        {"kind", "der", "modulus", "exponent", "point"});
}

Bytes owned(ByteView octets) {
    return {octets.begin(), octets.end()};
}

// An odd number of `bits` bits.
Bytes number(std::size_t bits) {
    Bytes octets((bits + 7) / 8, 0xff);
    octets.front() = static_cast<Byte>(0xffU >> (octets.size() * 8 - bits));
    return octets;
}

const Bytes f4 = {0x01, 0x00, 0x01};

// The key of the vector called `name`.
PublicKey key_called(const std::string& name) {
    for (const auto& vector : vectors()) {
        if (vector.text("name") == name) {
            return must(PublicKey::from_der(vector.hex("der")));
        }
    }
    FAIL("no vector is called " << name);
    return must(PublicKey::from_der({}));
}

}  // namespace

TEST_CASE("public_key: what OpenSSL writes is read and written alike", "[crypto][public_key]") {
    for (const auto& vector : vectors()) {
        if (!vector.expects_ok()) {
            continue;
        }
        CAPTURE(vector.title());
        const PublicKey key = must(PublicKey::from_der(vector.hex("der")));
        CHECK(to_string(key.kind()) == vector.text("kind"));
        CHECK(must(key.to_der()) == vector.hex("der"));
        CHECK(must(PublicKey::from_pem(must(key.to_pem()))) == key);
        CHECK(key.check_thoroughly().ok());
        if (vector.has("point")) {
            CHECK(owned(key.point()) == vector.hex("point"));
            CHECK(key.point().size() == point_size(key.kind()));
            CHECK(key.modulus().empty());
            CHECK(key.exponent().empty());
            CHECK(key.modulus_bits() == 0);
            CHECK(must(PublicKey::from_point(key.kind(), vector.hex("point"))) == key);
        } else {
            CHECK(owned(key.modulus()) == vector.hex("modulus"));
            CHECK(owned(key.exponent()) == vector.hex("exponent"));
            CHECK(key.point().empty());
            CHECK(must(PublicKey::from_rsa(vector.hex("modulus"), vector.hex("exponent"))) == key);
        }
    }
}

TEST_CASE("public_key: what is not one of our keys in DER is refused", "[crypto][public_key]") {
    for (const auto& vector : vectors()) {
        if (vector.expects_ok()) {
            continue;
        }
        CAPTURE(vector.title());
        const auto key = PublicKey::from_der(vector.hex("der"));
        REQUIRE_FALSE(key.ok());
        CAPTURE(key.error().message());
        CHECK(to_string(key.error().code()) == vector.expect());
    }
    CHECK(PublicKey::from_der({}).error().code() == Errc::syntax);
}

TEST_CASE("public_key: an error says what is wrong with the key", "[crypto][public_key]") {
    const auto message = [](const std::string& name) -> std::string {
        for (const auto& vector : vectors()) {
            if (vector.text("name") == name) {
                return PublicKey::from_der(vector.hex("der")).error().message();
            }
        }
        return "no vector is called " + name;
    };
    CHECK(message("RSA 1023") == "RSA modulus: 1023 bits, not 1024 to 4096");
    CHECK(message("P-521") == "the curve secp521r1 is not supported");
    CHECK(message("X25519 is for key agreement") == "neither RSA, P-256, P-384, Ed25519 nor Ed448");
    CHECK(message("P-256 with a compressed point") ==
          "the SubjectPublicKeyInfo is not in its one DER form");
    CHECK(message("P-256, the point at infinity") == "P-256 key: the point at infinity");
    CHECK(message("Ed25519, the point of order 1") ==
          "Ed25519 key: the point is of small order: anyone could sign");
}

TEST_CASE("public_key: PEM is what openssl pkey writes", "[crypto][public_key]") {
    const std::string file =
        GENERATE("rsa2048.pem", "p256.pem", "p384.pem", "ed25519.pem", "ed448.pem");
    CAPTURE(file);
    const std::string pem = read_vector_file("crypto/" + file);
    const PublicKey key = must(PublicKey::from_pem(pem));
    CHECK(must(key.to_pem()) == pem);
}

TEST_CASE("public_key: the lines of PEM may end as they do elsewhere", "[crypto][public_key]") {
    const std::string pem = read_vector_file("crypto/p256.pem");
    const PublicKey key = must(PublicKey::from_pem(pem));
    std::string crlf;
    for (const char character : pem) {
        crlf += character == '\n' ? "\r\n" : std::string(1, character);
    }
    CHECK(must(PublicKey::from_pem(crlf)) == key);
    CHECK(must(PublicKey::from_pem(pem.substr(0, pem.size() - 1))) == key);
    CHECK(must(PublicKey::from_pem(pem + " \n\n")) == key);
}

TEST_CASE("public_key: anything but one block PUBLIC KEY is refused", "[crypto][public_key]") {
    const std::string pem = read_vector_file("crypto/ed25519.pem");
    const std::string begin = "-----BEGIN PUBLIC KEY-----\n";
    const std::string end = "-----END PUBLIC KEY-----\n";
    const std::string body = pem.substr(begin.size(), pem.size() - begin.size() - end.size());
    CHECK(must(PublicKey::from_pem(begin + body + end)).kind() == KeyKind::ed25519);
    struct Row {
        std::string what;
        std::string text;
    };
    const auto row = GENERATE_REF(values<Row>({
        {"nothing", ""},
        {"white space", " \n"},
        {"text before", "a key\n" + pem},
        {"a line before", "\n" + pem},
        {"text after", pem + "x"},
        {"two blocks", pem + pem},
        {"begin only", begin},
        {"end only", end},
        {"begin and end in one line", "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----"},
        {"no body", begin + end},
        {"not base64", begin + "!" + body + end},
        {"cut short", begin + body.substr(0, 20) + "\n" + end},
        {"a header", begin + "Proc-Type: 4,CLEAR\n\n" + body + end},
        {"text behind the first line", begin.substr(0, begin.size() - 1) + "x\n" + body + end},
        {"another block inside",
         begin + "-----BEGIN FOO-----\n" + body + "-----END FOO-----\n" + end},
        {"a second begin", begin + "anything\n" + begin + body + end},
        {"a line that is not base64 at the end", begin + body + "-garbage!!\n" + end},
        {"begin and end share their hyphens", "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----"},
        {"another label", "-----BEGIN RSA PUBLIC KEY-----\n" + body + end},
        {"another end", begin + body + "-----END RSA PUBLIC KEY-----\n"},
    }));
    CAPTURE(row.what);
    const auto key = PublicKey::from_pem(row.text);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::syntax);
}

TEST_CASE("public_key: RSA numbers within the limits are taken", "[crypto][public_key]") {
    CHECK(must(PublicKey::from_rsa(number(1024), f4)).modulus_bits() == 1024);
    CHECK(must(PublicKey::from_rsa(number(1025), f4)).modulus_bits() == 1025);
    CHECK(must(PublicKey::from_rsa(number(4096), f4)).modulus_bits() == 4096);
    CHECK(PublicKey::from_rsa(number(4096), Bytes{3}).ok());
    CHECK(PublicKey::from_rsa(number(4096), number(64)).ok());
}

TEST_CASE("public_key: RSA numbers that cannot be right are refused", "[crypto][public_key]") {
    Bytes even = number(2048);
    even.back() = 0xfe;
    Bytes zero_in_front = number(2048);
    zero_in_front.insert(zero_in_front.begin(), 0);
    struct Row {
        std::string what;
        Bytes modulus;
        Bytes exponent;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE_REF(values<Row>({
        {"no modulus", {}, f4, Errc::syntax, "RSA modulus: is empty"},
        {"no exponent", number(2048), {}, Errc::syntax, "RSA public exponent: is empty"},
        {"zero in front of the modulus", zero_in_front, f4, Errc::syntax,
         "RSA modulus: begins with a zero octet"},
        {"zero in front of the exponent",
         number(2048),
         {0x00, 0x01, 0x00, 0x01},
         Errc::syntax,
         "RSA public exponent: begins with a zero octet"},
        {"modulus too short", number(1023), f4, Errc::semantics,
         "RSA modulus: 1023 bits, not 1024 to 4096"},
        {"modulus too long", number(4097), f4, Errc::semantics,
         "RSA modulus: 4097 bits, not 1024 to 4096"},
        {"modulus even", even, f4, Errc::semantics, "RSA modulus: is even"},
        {"exponent even",
         number(2048),
         {0x01, 0x00, 0x02},
         Errc::semantics,
         "RSA public exponent: is even"},
        {"exponent 1",
         number(2048),
         {0x01},
         Errc::semantics,
         "RSA public exponent: 1 bits, not 2 to 64"},
        {"exponent too long", number(2048), number(65), Errc::semantics,
         "RSA public exponent: 65 bits, not 2 to 64"},
    }));
    CAPTURE(row.what);
    const auto key = PublicKey::from_rsa(row.modulus, row.exponent);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == row.code);
    CHECK(key.error().message() == row.message);
}

// The largest number of 2048 bits is a multiple of 3.
TEST_CASE("public_key: a thorough check finds what a quick one lets pass", "[crypto][public_key]") {
    const PublicKey key = must(PublicKey::from_rsa(number(2048), f4));
    const auto outcome = key.check_thoroughly();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
}

TEST_CASE("public_key: a point of every other length is refused", "[crypto][public_key]") {
    const auto kind = GENERATE(KeyKind::p256, KeyKind::p384, KeyKind::ed25519, KeyKind::ed448);
    CAPTURE(to_string(kind));
    for (std::size_t size = 0; size <= 134; ++size) {
        const auto key = PublicKey::from_point(kind, Bytes(size, 0x04));
        REQUIRE_FALSE((key.ok() && size != point_size(kind)));
        if (size != point_size(kind)) {
            CHECK(key.error().code() == Errc::syntax);
        }
    }
    CHECK(PublicKey::from_point(kind, {}).error().message() ==
          std::string(to_string(kind)) + " key: 0 octets, not " + std::to_string(point_size(kind)));
}

TEST_CASE("public_key: a point that is not on its curve is refused", "[crypto][public_key]") {
    const auto kind = GENERATE(KeyKind::p256, KeyKind::p384);
    const PublicKey key = key_called(std::string(to_string(kind)));
    for (std::size_t bit = 0; bit < key.point().size() * 8; ++bit) {
        Bytes point = owned(key.point());
        point[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
        const auto changed = PublicKey::from_point(kind, point);
        REQUIRE_FALSE(changed.ok());
        CHECK(changed.error().code() == Errc::crypto);
    }
    // No coordinate reaches the prime of its field; (0, 0) and the point at infinity are no keys.
    CHECK(PublicKey::from_point(kind, Bytes(point_size(kind), 0xff)).error().code() ==
          Errc::crypto);
    CHECK(PublicKey::from_point(kind, Bytes(point_size(kind))).error().code() == Errc::crypto);
}

TEST_CASE("public_key: points that are no keys of Ed25519 or Ed448 are refused",
          "[crypto][public_key]") {
    for (const auto& vector : read_vectors("crypto/bad_point.vec", {"kind", "point"})) {
        CAPTURE(vector.title());
        const auto kind = vector.text("kind") == "Ed25519" ? KeyKind::ed25519 : KeyKind::ed448;
        CHECK(PublicKey::from_point(kind, vector.hex("point")).error().code() == Errc::crypto);
    }
}

TEST_CASE("public_key: RSA is not a point", "[crypto][public_key]") {
    CHECK(point_size(KeyKind::rsa) == 0);
    CHECK(PublicKey::from_point(KeyKind::rsa, {}).error().code() == Errc::internal);
    CHECK(PublicKey::from_point(KeyKind::rsa, Bytes(1)).error().code() == Errc::syntax);
}

TEST_CASE("public_key: keys are equal when kind and octets are", "[crypto][public_key]") {
    const PublicKey rsa = key_called("RSA 2048");
    const PublicKey p256 = key_called("P-256");
    PublicKey copy = rsa;
    CHECK(copy == rsa);
    copy = p256;
    CHECK(copy == p256);
    CHECK(p256 != rsa);
    CHECK(p256 != key_called("P-256, x begins with a zero octet"));
    CHECK(rsa != must(PublicKey::from_rsa(rsa.modulus(), Bytes{3})));
    CHECK(rsa != must(PublicKey::from_rsa(number(2048), rsa.exponent())));
    CHECK(rsa == must(PublicKey::from_rsa(rsa.modulus(), rsa.exponent())));
}

}  // namespace public_key_test
