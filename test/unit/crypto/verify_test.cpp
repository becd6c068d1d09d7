// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/verify.hpp"

#include <array>
#include <atomic>
#include <map>
#include <string>
#include <thread>

#include <openssl/err.h>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::test::must;
using ceremony::test::read_vectors;
using ceremony::test::Vector;

namespace {

const std::map<std::string, Scheme> schemes = {
    {"rsa_sha256", Scheme::rsa_sha256},
    {"rsa_sha512", Scheme::rsa_sha512},
    {"ecdsa_p256_sha256", Scheme::ecdsa_p256_sha256},
    {"ecdsa_p384_sha384", Scheme::ecdsa_p384_sha384},
    {"ed25519", Scheme::ed25519},
    {"ed448", Scheme::ed448},
};

struct Sample {
    std::string title;
    Scheme scheme;
    PublicKey key;
    Bytes message;
    Bytes signature;
    std::string expect;
};

Sample sample(const Vector& vector) {
    const Scheme scheme = schemes.at(vector.text("scheme"));
    auto key = vector.has("modulus")
                   ? PublicKey::from_rsa(vector.hex("modulus"), vector.hex("exponent"))
                   : PublicKey::from_point(key_kind(scheme), vector.hex("point"));
    return {vector.title(),          scheme,
            must(std::move(key)),    vector.has("message") ? vector.hex("message") : Bytes(),
            vector.hex("signature"), vector.expect()};
}

std::vector<Sample> samples() {
    std::vector<Sample> found;
    for (const auto& vector :
         read_vectors("crypto/signature.vec",
                      {"scheme", "modulus", "exponent", "point", "message", "signature"})) {
        found.push_back(sample(vector));
    }
    return found;
}

// One valid signature of each scheme.
std::map<std::string, Sample> one_of_each() {
    std::map<std::string, Sample> found;
    for (const auto& [name, scheme] : schemes) {
        for (const auto& candidate : samples()) {
            if (candidate.scheme == scheme && candidate.expect == "ok" &&
                !candidate.message.empty()) {
                found.emplace(name, candidate);
            }
        }
    }
    REQUIRE(found.size() == schemes.size());
    return found;
}

Errc refusal(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.ok());
    return outcome.error().code();
}

}  // namespace

TEST_CASE("verify: signatures by others verify and forgeries do not", "[crypto][verify]") {
    for (const auto& item : samples()) {
        CAPTURE(item.title);
        const auto outcome = verify(item.scheme, item.key, item.message, item.signature);
        const std::string got =
            outcome.ok() ? "ok" : std::string(to_string(outcome.error().code()));
        CHECK(got == item.expect);
        CHECK(ERR_peek_error() == 0);
    }
}

TEST_CASE("verify: no signature survives a change of a bit", "[crypto][verify]") {
    for (const auto& [name, item] : one_of_each()) {
        CAPTURE(name);
        for (std::size_t bit = 0; bit < item.signature.size() * 8; ++bit) {
            Bytes changed = item.signature;
            changed[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
            REQUIRE(refusal(verify(item.scheme, item.key, item.message, changed)) == Errc::crypto);
        }
    }
}

TEST_CASE("verify: no message survives a change of a bit or of its length", "[crypto][verify]") {
    for (const auto& [name, item] : one_of_each()) {
        CAPTURE(name);
        for (std::size_t bit = 0; bit < item.message.size() * 8; ++bit) {
            Bytes changed = item.message;
            changed[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
            REQUIRE(refusal(verify(item.scheme, item.key, changed, item.signature)) ==
                    Errc::crypto);
        }
        Bytes longer = item.message;
        longer.push_back(0);
        CHECK(refusal(verify(item.scheme, item.key, longer, item.signature)) == Errc::crypto);
        CHECK(refusal(verify(item.scheme, item.key, {}, item.signature)) == Errc::crypto);
    }
}

TEST_CASE("verify: a signature of any other length is refused", "[crypto][verify]") {
    for (const auto& [name, item] : one_of_each()) {
        CAPTURE(name);
        for (std::size_t size = 0; size <= item.signature.size() + 40; ++size) {
            Bytes changed = item.signature;
            changed.resize(size);
            const auto outcome = verify(item.scheme, item.key, item.message, changed);
            CHECK(outcome.ok() == (size == item.signature.size()));
            if (size != item.signature.size()) {
                CHECK(refusal(outcome) == Errc::crypto);
                CHECK(outcome.error().message() == "the signature has " + std::to_string(size) +
                                                       " octets, not " +
                                                       std::to_string(item.signature.size()));
            }
        }
    }
}

TEST_CASE("verify: a key of the wrong kind is refused", "[crypto][verify]") {
    const auto each = one_of_each();
    for (const auto& [scheme_name, item] : each) {
        for (const auto& [key_name, other] : each) {
            CAPTURE(scheme_name, key_name);
            if (other.key.kind() != key_kind(item.scheme)) {
                CHECK(refusal(verify(item.scheme, other.key, item.message, item.signature)) ==
                      Errc::semantics);
            }
        }
    }
    CHECK(verify(Scheme::ed25519, each.at("rsa_sha256").key, {}, {}).error().message() ==
          "the key is RSA, the signature scheme needs Ed25519");
}

TEST_CASE("verify: another key of the same kind does not verify", "[crypto][verify]") {
    const auto all = samples();
    for (const auto& [name, item] : one_of_each()) {
        CAPTURE(name);
        std::size_t others = 0;
        for (const auto& other : all) {
            if (other.scheme == item.scheme && other.key != item.key) {
                ++others;
                CHECK(refusal(verify(item.scheme, other.key, item.message, item.signature)) ==
                      Errc::crypto);
            }
        }
        CHECK(others > 0);
    }
}

TEST_CASE("verify: several threads may verify with one key", "[crypto][verify]") {
    for (const auto& [name, item] : one_of_each()) {
        CAPTURE(name);
        std::atomic<int> verified = 0;
        std::array<std::thread, 4> threads;
        for (auto& thread : threads) {
            thread = std::thread([&item = item, &verified] {
                for (int i = 0; i < 20; ++i) {
                    verified +=
                        verify(item.scheme, item.key, item.message, item.signature).ok() ? 1 : 0;
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        CHECK(verified == 80);
    }
}
