// SPDX-License-Identifier: BSD-3-Clause

#include "jws/jws.hpp"

#include <string>

#include "crypto/digest.hpp"
#include "encoding/base64.hpp"
#include "json/parse.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::jws;
using ceremony::test::must;
using ceremony::test::read_vectors;
using ceremony::test::Vector;

namespace {

std::vector<Vector> vectors() {
    return read_vectors("jws/jws.vec", {"jws", "type", "detached", "payload", "algorithm",
                                        "modulus", "exponent", "point"});
}

std::string optional_text(const Vector& vector, const std::string& key) {
    return vector.has(key) ? vector.text(key) : "";
}

Bytes payload_of(const Vector& vector) {
    return vector.has("payload") ? vector.hex("payload") : Bytes();
}

PinnedKey pinned_key(const Vector& vector) {
    const auto algorithm = must(algorithm_from_text(vector.text("algorithm")));
    if (vector.has("modulus")) {
        return must(PinnedKey::make(
            algorithm,
            must(crypto::PublicKey::from_rsa(vector.hex("modulus"), vector.hex("exponent")))));
    }
    const Bytes point = vector.hex("point");
    const auto kind = algorithm == Algorithm::es256 ? crypto::KeyKind::p256
                      : point.size() == 57          ? crypto::KeyKind::ed448
                                                    : crypto::KeyKind::ed25519;
    return must(PinnedKey::make(algorithm, must(crypto::PublicKey::from_point(kind, point))));
}

Result<Jws> parsed(const Vector& vector) {
    return Jws::parse(vector.text("jws"), "x.jws", optional_text(vector, "type"));
}

Outcome verified(const Vector& vector) {
    const Jws jws = TRY(parsed(vector));
    const PinnedKey key = pinned_key(vector);
    if (vector.has("detached")) {
        return jws.verify_detached(key, payload_of(vector));
    }
    const ByteView payload = TRY(jws.payload_signed_by(key));
    CHECK(Bytes(payload.begin(), payload.end()) == payload_of(vector));
    return Nothing{};
}

Vector vector_called(const std::string& name) {
    for (const auto& vector : vectors()) {
        if (vector.text("name") == name) {
            return vector;
        }
    }
    FAIL("no vector is called " << name);
    return vectors().front();
}

// The signature of the vector, which is that of another implementation, as if a token had
// made it: the protected header and the payload are the same, so it verifies.
Sign always(const Bytes& signature) {
    return [signature](ByteView) -> Result<Bytes> {
        return signature;
    };
}

std::string header_of(const std::string& signing_input) {
    const std::string encoded = signing_input.substr(0, signing_input.find('.'));
    return std::string(as_text(must(encoding::decode_base64url(encoded))));
}

std::string refusal(const std::string& text, std::string_view type = "t") {
    const auto jws = Jws::parse(text, "x.jws", type);
    REQUIRE_FALSE(jws.ok());
    return jws.error().message();
}

// A JWS over `{}` with this protected header and no real signature.
std::string with_header(const std::string& header) {
    return R"({"payload":"e30","signatures":[{"protected":")" +
           encoding::encode_base64url(as_bytes(header)) + R"(","signature":"AA"}]})";
}

constexpr std::string_view good_header = R"({"alg":"EdDSA","typ":"t"})";

}  // namespace

TEST_CASE("jws: what others signed verifies, and what must be refused is", "[jws]") {
    for (const auto& vector : vectors()) {
        CAPTURE(vector.title());
        const auto outcome = verified(vector);
        const std::string got =
            outcome.ok() ? "ok" : std::string(to_string(outcome.error().code()));
        CHECK(got == vector.expect());
    }
}

TEST_CASE("jws: what was read is printed and read again", "[jws]") {
    for (const auto& vector : vectors()) {
        if (!vector.expects_ok()) {
            continue;
        }
        CAPTURE(vector.title());
        const Jws jws = must(parsed(vector));
        const std::string text = jws.print();
        const Jws again = must(Jws::parse(text, "again", optional_text(vector, "type")));
        CHECK(again.print() == text);
        CHECK(again.size() == jws.size());
        CHECK(again.is_detached() == vector.has("detached"));
        if (again.is_detached()) {
            CHECK(again.verify_detached(pinned_key(vector), payload_of(vector)).ok());
        } else {
            CHECK(again.payload_signed_by(pinned_key(vector)).ok());
        }
    }
}

TEST_CASE("jws: no signature survives a change of a bit of the payload", "[jws]") {
    const auto vector = vector_called("ed25519, detached");
    const Jws jws = must(parsed(vector));
    const PinnedKey key = pinned_key(vector);
    const Bytes payload = payload_of(vector);
    CHECK(jws.verify_detached(key, payload).ok());
    for (std::size_t bit = 0; bit < payload.size() * 8; ++bit) {
        Bytes changed = payload;
        changed[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
        CHECK(jws.verify_detached(key, changed).error().code() == Errc::crypto);
    }
    CHECK_FALSE(jws.verify_detached(key, {}).ok());
}

TEST_CASE("jws: a refusal names the file and the member", "[jws]") {
    CHECK(refusal("{}") == "x.jws:1:1: the member \"signatures\" is missing");
    CHECK(refusal(R"({"signatures":[]})") == "x.jws:1:15: signatures: 0 signatures, not 1 to 100");
    CHECK(refusal(R"({"signatures":[{"protected":"e"}]})") ==
          "x.jws:1:29: signatures[0].protected: the base64 text ends inside an octet");
    CHECK(refusal(with_header("[]")) ==
          "x.jws:1:45: signatures[0].protected: header:1:1: not an object, but an array");
    CHECK(refusal(with_header("{\"alg\":1,\"typ\":\"t\"}")) ==
          "x.jws:1:45: signatures[0].protected: header:1:8: alg: not a text, but an integer");
    CHECK(refusal(with_header(R"({"alg":"none","typ":"t"})")) ==
          "x.jws:1:45: signatures[0].protected: header:1:8: alg: "
          "the algorithm \"none\" is none of ES256, RS256 and EdDSA");
    CHECK(refusal(with_header(R"({"alg":"EdDSA"})")) ==
          "x.jws:1:45: signatures[0].protected: header:1:1: no typ, which must be \"t\"");
    CHECK(refusal(with_header(R"({"alg":"EdDSA","typ":"u"})")) ==
          "x.jws:1:45: signatures[0].protected: header:1:22: typ: \"u\", not \"t\"");
    CHECK(refusal(with_header(std::string(good_header)), "") ==
          "x.jws:1:45: signatures[0].protected: header:1:22: typ: \"t\", not none");
    CHECK(refusal(with_header(R"({"typ":"t"})")) ==
          "x.jws:1:45: signatures[0].protected: header:1:1: no alg");
    CHECK(refusal(with_header(R"({"alg":"EdDSA","typ":"t","crit":["x"]})")) ==
          "x.jws:1:45: signatures[0].protected: header:1:33: crit: "
          "no extension is understood here");
}

TEST_CASE("jws: a refusal of an unprotected header names its member", "[jws]") {
    const auto message = [](const std::string& header) {
        return refusal(R"({"signatures":[{"protected":")" +
                       encoding::encode_base64url(as_bytes(R"({"alg":"EdDSA","typ":"t","k":1})")) +
                       R"(","header":)" + header + R"(,"signature":"AA"}]})");
    };
    CHECK(message("1").find("signatures[0].header: not an object") != std::string::npos);
    CHECK(message(R"({"alg":"EdDSA"})")
              .ends_with("signatures[0].header.alg: belongs into the protected header"));
    CHECK(message(R"({"typ":"t"})")
              .ends_with("signatures[0].header.typ: belongs into the protected header"));
    CHECK(message(R"({"k":2})")
              .ends_with("signatures[0].header.k: stands in the protected header too"));
    CHECK(message(R"({"b64":false})")
              .ends_with("signatures[0].header.b64: no extension is understood here"));
}

TEST_CASE("jws: the number of signatures and the length of a header have limits", "[jws]") {
    const auto with_count = [](std::size_t count) {
        std::string text = R"({"signatures":[)";
        for (std::size_t i = 0; i < count; ++i) {
            text += (i == 0 ? "" : ",");
            text += R"({"protected":")" + encoding::encode_base64url(as_bytes(good_header)) +
                    R"(","signature":"AA"})";
        }
        return text + "]}";
    };
    CHECK(must(Jws::parse(with_count(100), "x", "t")).size() == 100);
    CHECK(Jws::parse(with_count(101), "x", "t").error().code() == Errc::limit);

    const auto with_size = [](std::size_t size) {
        std::string header(good_header);
        header.resize(size, ' ');
        return with_header(header);
    };
    CHECK(Jws::parse(with_size(header_limit), "x", "t").ok());
    CHECK(Jws::parse(with_size(header_limit + 1), "x", "t").error().code() == Errc::limit);

    Jws jws = must(Jws::parse(with_count(99), "x", "t"));
    CHECK(jws.add_detached_signature(Algorithm::eddsa, {}, always({0})).ok());
    const auto outcome = jws.add_detached_signature(Algorithm::eddsa, {}, always({0}));
    CHECK(outcome.error().code() == Errc::limit);
    CHECK(jws.size() == 100);
}

TEST_CASE("jws: no signature by the pinned key is an error that says how many there are", "[jws]") {
    const auto vector = vector_called("four signatures, one by p256");
    const Jws jws = must(parsed(vector));
    const auto key = must(PinnedKey::make(
        Algorithm::eddsa, must(crypto::PublicKey::from_pem(test::sample_keys[4].pem))));
    const auto payload = jws.payload_signed_by(key);
    REQUIRE_FALSE(payload.ok());
    CHECK(payload.error().code() == Errc::crypto);
    CHECK(payload.error().message() ==
          "no signature verifies with this EdDSA key; 2 of 4 signatures are EdDSA");
}

TEST_CASE("jws: attached and detached are not taken for one another", "[jws]") {
    const auto vector = vector_called("ed25519, attached");
    Jws attached = must(parsed(vector));
    Jws detached = must(parsed(vector_called("ed25519, detached")));
    const PinnedKey key = pinned_key(vector);
    const Bytes payload = payload_of(vector);
    CHECK(attached.payload_signed_by(key).ok());
    CHECK(detached.verify_detached(key, payload).ok());
    CHECK(attached.verify_detached(key, payload).error().code() == Errc::semantics);
    CHECK(detached.payload_signed_by(key).error().code() == Errc::semantics);
    const Sign sign = always({1});
    CHECK(attached.add_detached_signature(Algorithm::eddsa, payload, sign).error().code() ==
          Errc::semantics);
    CHECK(detached.add_signature(Algorithm::eddsa, sign).error().code() == Errc::semantics);
    CHECK(attached.size() == 1);
    CHECK(detached.size() == 1);
}

TEST_CASE("jws: the callback gets header and payload as they will stand in the file", "[jws]") {
    std::string input;
    const Sign sign = [&](ByteView signing_input) -> Result<Bytes> {
        input = as_text(signing_input);
        return Bytes{0xfb, 0xff};
    };
    Jws jws = Jws::attached("ceremony-cooked", Bytes{'{', '}'});
    must(jws.add_signature(Algorithm::es256, sign));
    CHECK(input.ends_with(".e30"));
    CHECK(header_of(input) == "{\n  \"alg\": \"ES256\",\n  \"typ\": \"ceremony-cooked\"\n}\n");
    CHECK(jws.print() ==
          "{\n  \"payload\": \"e30\",\n  \"signatures\": [\n    {\n"
          "      \"protected\": \"" +
              input.substr(0, input.find('.')) +
              "\",\n      \"signature\": \"-_8\"\n    }\n  ]\n}\n");

    Jws other = Jws::detached("");
    must(other.add_detached_signature(Algorithm::rs256, Bytes{0xff}, sign));
    must(other.add_detached_signature(Algorithm::eddsa, Bytes{0xff}, sign));
    CHECK(input.ends_with("._w"));
    CHECK(header_of(input) == "{\n  \"alg\": \"EdDSA\"\n}\n");
    CHECK(other.size() == 2);
    CHECK(must(Jws::parse(other.print(), "other", "")).size() == 2);
}

TEST_CASE("jws: an error of the callback is passed on and adds nothing", "[jws]") {
    Jws jws = Jws::attached("t", {});
    const auto outcome = jws.add_signature(Algorithm::eddsa, [](ByteView) -> Result<Bytes> {
        return Error{Errc::token, "gone"};
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::token);
    CHECK(outcome.error().message() == "gone");
    CHECK(jws.size() == 0);
}

// Made by OpenSSL 3.0.22 over the input that the callback gets: see README.md of the vectors.
TEST_CASE("jws: what is signed here verifies", "[jws]") {
    for (const auto& vector :
         read_vectors("jws/signed_here.vec", {"algorithm", "input", "signature", "point"})) {
        CAPTURE(vector.title());
        const PinnedKey key = pinned_key(vector);
        std::string input;
        const Sign sign = [&](ByteView signing_input) -> Result<Bytes> {
            input = as_text(signing_input);
            return vector.hex("signature");
        };
        Jws jws = Jws::attached("ceremony-cooked", Bytes{'{', '}', '\n'});
        must(jws.add_signature(key.algorithm(), sign));
        CHECK(input == vector.text("input"));
        CHECK(jws.payload_signed_by(key).ok());
        const Jws again = must(Jws::parse(jws.print(), "again", "ceremony-cooked"));
        CHECK(as_text(must(again.payload_signed_by(key))) == "{}\n");
    }
}
