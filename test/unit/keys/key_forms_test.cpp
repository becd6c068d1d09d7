// SPDX-License-Identifier: BSD-3-Clause

#include "keys/key_forms.hpp"

#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

namespace ceremony::keys {
namespace {

// The public key field of a sample: the RDATA behind flags, protocol and algorithm.
Bytes field_of(const test::SampleKey& sample) {
    const Bytes rdata = test::must(encoding::decode_hex(sample.rdata));
    return {rdata.begin() + 4, rdata.end()};
}

TEST_CASE("key_forms: a key keeps its identity on its way through all forms", "[keys][key_forms]") {
    const auto sample = GENERATE(from_range(test::sample_keys));
    CAPTURE(sample.algorithm_name);
    const auto algorithm = test::must(dns::known_algorithm(sample.algorithm));
    const Bytes field = field_of(sample);
    const crypto::PublicKey key = test::must(crypto::PublicKey::from_pem(sample.pem));
    const pkcs11::PublicKey told = as_on_token(key);
    CHECK(told.kind == token_kind(algorithm));
    CHECK(test::must(looked_at(told)) == key);
    CHECK(test::must(key_data_of(algorithm, told)) == field);
    CHECK(test::must(public_key_hash(told)) ==
          test::must(crypto::sha256(test::must(key.to_der()))));
}

TEST_CASE("key_forms: a key is of its algorithm only", "[keys][key_forms]") {
    const auto sample = GENERATE(from_range(test::sample_keys));
    const pkcs11::PublicKey told = as_on_token(test::must(crypto::PublicKey::from_pem(sample.pem)));
    for (const dns::Algorithm algorithm : dns::algorithms) {
        CAPTURE(sample.algorithm_name, dns::to_string(algorithm));
        const auto data = key_data_of(algorithm, told);
        CHECK(data.ok() == (token_kind(algorithm) == told.kind));
        if (!data.ok()) {
            CHECK(data.error().code() == Errc::semantics);
        }
    }
}

TEST_CASE("key_forms: transport keys are RSA keys", "[keys][key_forms]") {
    const Bytes rsa = field_of(test::sample_keys[0]);
    const pkcs11::PublicKey key = test::must(transport_key(rsa));
    CHECK(key.kind == KeyKind::rsa);
    CHECK(pkcs11::modulus_bits(key) == 2048);
    CHECK(test::must(transport_key_data(key)) == rsa);
    CHECK_FALSE(transport_key(field_of(test::sample_keys[2])).ok());
    pkcs11::PublicKey curve =
        as_on_token(test::must(crypto::PublicKey::from_pem(test::sample_keys[2].pem)));
    CHECK(transport_key_data(curve).error().code() == Errc::semantics);
    curve.point.front() ^= 1U;
    CHECK(looked_at(curve).error().code() == Errc::crypto);
    CHECK(public_key_hash(curve).error().code() == Errc::crypto);
}

TEST_CASE("key_forms: what a token signs is what each scheme says", "[keys][key_forms]") {
    // The digests of "abc" are those of FIPS 180-4; in front of them for RSA the octets of
    // RFC 8017, section 9.2, note 1.
    const std::string sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const std::string sha384 =
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7";
    const std::string sha512 =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    struct Row {
        crypto::Scheme scheme;
        std::string input;
    };
    using enum crypto::Scheme;
    const auto row = GENERATE_COPY(values<Row>({
        {rsa_sha256, "3031300d060960864801650304020105000420" + sha256},
        {rsa_sha512, "3051300d060960864801650304020305000440" + sha512},
        {ecdsa_p256_sha256, sha256},
        {ecdsa_p384_sha384, sha384},
        {ed25519, "616263"},
        {ed448, "616263"},
    }));
    pkcs11::KeyName name;
    name.label = "key";
    const pkcs11::SigningJob job = test::must(signing_job(row.scheme, name, as_bytes("abc")));
    CHECK(encoding::encode_hex(job.input) == row.input);
    CHECK(job.key == name);
}

}  // namespace
}  // namespace ceremony::keys
