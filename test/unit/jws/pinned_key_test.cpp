// SPDX-License-Identifier: BSD-3-Clause

#include "jws/pinned_key.hpp"

#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using namespace ceremony::jws;
using ceremony::test::must;
using ceremony::test::sample_keys;

namespace {

crypto::PublicKey sample(std::string_view algorithm_name) {
    for (const auto& key : sample_keys) {
        if (key.algorithm_name == algorithm_name) {
            return must(crypto::PublicKey::from_pem(key.pem));
        }
    }
    FAIL("no sample key of this algorithm");
    return must(crypto::PublicKey::from_pem(""));
}

crypto::PublicKey rsa(std::size_t bits) {
    return must(crypto::PublicKey::from_rsa(Bytes(bits / 8, 0xff), Bytes{1, 0, 1}));
}

}  // namespace

TEST_CASE("pinned_key: algorithms have the names of JWA and no others", "[jws][pinned_key]") {
    for (const auto algorithm : {Algorithm::es256, Algorithm::rs256, Algorithm::eddsa}) {
        CHECK(must(algorithm_from_text(to_string(algorithm))) == algorithm);
    }
    CHECK(to_string(Algorithm::es256) == "ES256");
    CHECK(to_string(Algorithm::rs256) == "RS256");
    CHECK(to_string(Algorithm::eddsa) == "EdDSA");
    for (const char* name :
         {"", "none", "HS256", "PS256", "ES384", "RS512", "es256", "EDDSA", "Ed25519", "ES256 "}) {
        CAPTURE(name);
        const auto algorithm = algorithm_from_text(name);
        REQUIRE_FALSE(algorithm.ok());
        CHECK(algorithm.error().code() == Errc::semantics);
    }
    CHECK(algorithm_from_text("none").error().message() ==
          "the algorithm \"none\" is none of ES256, RS256 and EdDSA");
}

TEST_CASE("pinned_key: algorithm and key together say how it signs", "[jws][pinned_key]") {
    const auto scheme = [](Algorithm algorithm, const crypto::PublicKey& key) {
        const auto pinned = must(PinnedKey::make(algorithm, key));
        CHECK(pinned.algorithm() == algorithm);
        CHECK(pinned.key() == key);
        return pinned.scheme();
    };
    CHECK(scheme(Algorithm::es256, sample("ECDSAP256SHA256")) == crypto::Scheme::ecdsa_p256_sha256);
    CHECK(scheme(Algorithm::rs256, sample("RSASHA256")) == crypto::Scheme::rsa_sha256);
    CHECK(scheme(Algorithm::eddsa, sample("ED25519")) == crypto::Scheme::ed25519);
    CHECK(scheme(Algorithm::eddsa, sample("ED448")) == crypto::Scheme::ed448);
}

TEST_CASE("pinned_key: a key of another kind is refused", "[jws][pinned_key]") {
    struct Row {
        Algorithm algorithm;
        std::string key;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {Algorithm::es256, "ECDSAP384SHA384", "a key of P-384 does not sign with ES256"},
        {Algorithm::es256, "RSASHA256", "a key of RSA does not sign with ES256"},
        {Algorithm::es256, "ED25519", "a key of Ed25519 does not sign with ES256"},
        {Algorithm::rs256, "ECDSAP256SHA256", "a key of P-256 does not sign with RS256"},
        {Algorithm::rs256, "ED448", "a key of Ed448 does not sign with RS256"},
        {Algorithm::eddsa, "ECDSAP256SHA256", "a key of P-256 does not sign with EdDSA"},
        {Algorithm::eddsa, "RSASHA512", "a key of RSA does not sign with EdDSA"},
    }));
    const auto pinned = PinnedKey::make(row.algorithm, sample(row.key));
    REQUIRE_FALSE(pinned.ok());
    CHECK(pinned.error().code() == Errc::semantics);
    CHECK(pinned.error().message() == row.message);
}

TEST_CASE("pinned_key: RS256 needs 2048 bits", "[jws][pinned_key]") {
    CHECK(PinnedKey::make(Algorithm::rs256, rsa(2048)).ok());
    const auto pinned = PinnedKey::make(Algorithm::rs256, rsa(2040));
    REQUIRE_FALSE(pinned.ok());
    CHECK(pinned.error().code() == Errc::semantics);
    CHECK(pinned.error().message() == "an RSA key of 2040 bits is too short for RS256");
}
