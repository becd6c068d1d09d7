// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/key_form.hpp"

#include <string>

#include "dns/dnskey.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using namespace ceremony::dnssec;
using ceremony::test::must;
using ceremony::test::sample_keys;
using dns::Algorithm;

namespace {

dns::Dnskey dnskey_of(const test::SampleKey& sample) {
    return must(dns::read_dnskey(must(encoding::decode_hex(sample.rdata))));
}

// The field of an RSA key of BIND, whose exponent is 65537.
Bytes rsa_field() {
    return dnskey_of(sample_keys[0]).public_key;
}

Bytes modulus() {
    const Bytes field = rsa_field();
    return {field.begin() + 4, field.end()};
}

Bytes joined(Bytes front, const Bytes& back) {
    append(front, back);
    return front;
}

}  // namespace

TEST_CASE("key_form: keys of BIND are those that OpenSSL wrote as PEM", "[dnssec][key_form]") {
    for (const auto& sample : sample_keys) {
        CAPTURE(sample.algorithm_name);
        const auto dnskey = dnskey_of(sample);
        const auto key = must(read_key_field(dnskey.algorithm, dnskey.public_key));
        CHECK(must(key.to_pem()) == sample.pem);
        const auto same = must(crypto::PublicKey::from_pem(sample.pem));
        CHECK(key == same);
        CHECK(must(key_field(dnskey.algorithm, same)) == dnskey.public_key);
    }
}

TEST_CASE("key_form: every algorithm has its scheme", "[dnssec][key_form]") {
    CHECK(signature_scheme(Algorithm::rsasha256) == crypto::Scheme::rsa_sha256);
    CHECK(signature_scheme(Algorithm::rsasha512) == crypto::Scheme::rsa_sha512);
    CHECK(signature_scheme(Algorithm::ecdsap256sha256) == crypto::Scheme::ecdsa_p256_sha256);
    CHECK(signature_scheme(Algorithm::ecdsap384sha384) == crypto::Scheme::ecdsa_p384_sha384);
    CHECK(signature_scheme(Algorithm::ed25519) == crypto::Scheme::ed25519);
    CHECK(signature_scheme(Algorithm::ed448) == crypto::Scheme::ed448);
}

TEST_CASE("key_form: RSA fields that are no key, or not in its one form, are refused",
          "[dnssec][key_form]") {
    struct Row {
        std::string what;
        Bytes field;
        Errc code;
        std::string message;
    };
    const Bytes n = modulus();
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing", {}, Errc::syntax, "cut short: 1 more octets expected, 0 left"},
        {"long form cut short", {0, 1}, Errc::syntax, "cut short: 2 more octets expected, 1 left"},
        {"exponent cut short",
         {3, 1, 0},
         Errc::syntax,
         "cut short: 3 more octets expected, 2 left"},
        {"no modulus", {3, 1, 0, 1}, Errc::syntax, "RSA modulus: is empty"},
        {"no exponent", joined({0, 0, 0}, n), Errc::syntax,
         "the length of the RSA exponent is not in its short form"},
        {"long form for 3 octets", joined({0, 0, 3, 1, 0, 1}, n), Errc::syntax,
         "the length of the RSA exponent is not in its short form"},
        {"long form for 255 octets", joined({0, 0, 255}, joined(Bytes(255, 1), n)), Errc::syntax,
         "the length of the RSA exponent is not in its short form"},
        {"long form for 256 octets", joined({0, 1, 0}, joined(Bytes(256, 1), n)), Errc::semantics,
         "RSA public exponent: 2041 bits, not 2 to 64"},
        {"short form for 255 octets", joined({255}, joined(Bytes(255, 1), n)), Errc::semantics,
         "RSA public exponent: 2033 bits, not 2 to 64"},
        {"zero in front of the exponent", joined({4, 0, 1, 0, 1}, n), Errc::syntax,
         "RSA public exponent: begins with a zero octet"},
        {"zero in front of the modulus", joined({3, 1, 0, 1, 0}, n), Errc::syntax,
         "RSA modulus: begins with a zero octet"},
        {"1016 bits", joined({3, 1, 0, 1}, Bytes(127, 0xff)), Errc::semantics,
         "RSA modulus: 1016 bits, not 1024 to 4096"},
        {"4104 bits", joined({3, 1, 0, 1}, Bytes(513, 0xff)), Errc::semantics,
         "RSA modulus: 4104 bits, not 1024 to 4096"},
    }));
    CAPTURE(row.what);
    for (const auto algorithm : {Algorithm::rsasha256, Algorithm::rsasha512}) {
        const auto key = read_key_field(algorithm, row.field);
        REQUIRE_FALSE(key.ok());
        CHECK(key.error().code() == row.code);
        CHECK(key.error().message() == row.message);
    }
}

TEST_CASE("key_form: both RSA algorithms take 1024 to 4096 bits", "[dnssec][key_form]") {
    for (const auto algorithm : {Algorithm::rsasha256, Algorithm::rsasha512}) {
        for (const std::size_t size : {128U, 129U, 256U, 512U}) {
            const Bytes field = joined({1, 3}, Bytes(size, 0xff));
            const auto key = must(read_key_field(algorithm, field));
            CHECK(key.modulus_bits() == size * 8);
            CHECK(must(key_field(algorithm, key)) == field);
        }
    }
}

TEST_CASE("key_form: a point of another length is refused", "[dnssec][key_form]") {
    for (const auto& sample : sample_keys) {
        const auto dnskey = dnskey_of(sample);
        if (dnskey.algorithm == Algorithm::rsasha256 || dnskey.algorithm == Algorithm::rsasha512) {
            continue;
        }
        CAPTURE(sample.algorithm_name);
        Bytes longer = dnskey.public_key;
        longer.push_back(0);
        Bytes shorter = dnskey.public_key;
        shorter.pop_back();
        for (const Bytes& field : {longer, shorter, Bytes()}) {
            CHECK(read_key_field(dnskey.algorithm, field).error().code() == Errc::syntax);
        }
        CHECK(read_key_field(dnskey.algorithm, Bytes(longer.size() - 1)).error().code() ==
              Errc::crypto);
    }
}

TEST_CASE("key_form: a key of another kind has no field", "[dnssec][key_form]") {
    const auto p256 = must(crypto::PublicKey::from_pem(sample_keys[2].pem));
    for (const auto algorithm : dns::algorithms) {
        const auto field = key_field(algorithm, p256);
        CHECK(field.ok() == (algorithm == Algorithm::ecdsap256sha256));
        if (!field.ok()) {
            CHECK(field.error().code() == Errc::semantics);
        }
    }
    CHECK(key_field(Algorithm::ed448, p256).error().message() ==
          "algorithm ED448 needs a key of Ed448, not of P-256");
}
