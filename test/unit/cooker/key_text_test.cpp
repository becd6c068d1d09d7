// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_text.hpp"

#include "unit/cooker/recipes.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::must;

namespace {

recipe::KeyName named(std::string store, Bytes id, std::string label) {
    return must(recipe::KeyName::make(std::move(store), std::move(id), std::move(label)));
}

constexpr recipe::KeyKind ksk = {dns::Algorithm::ecdsap256sha256, recipe::KeyRole::ksk};

}  // namespace

TEST_CASE("key text: references say where the key is and what it is called", "[cooker][key_text]") {
    CHECK(key_text(named("default", {0x0a, 0x0b}, "")) == "ID 0a0b");
    CHECK(key_text(named("default", {0x0a}, "my\nkey")) == "ID 0a \"my\\nkey\"");
    CHECK(key_text(named("vault", {}, "x")) == "\"x\" on \"vault\"");
    CHECK(key_text(recipe::KeyReference{ksk, named("default", {1}, "")}) ==
          "KSK of algorithm 13, ID 01");
}

TEST_CASE("key text: keys of others say their tag and where they came from", "[cooker][key_text]") {
    const recipe::Recipe recipe = everything();
    const auto& set = std::get<recipe::ProduceSignedKeyset>(recipe.actions[5].params);
    CHECK(key_text(set.keyset[2]) == "ZSK 25640 of algorithm 13 from \"request-2027.xml\"");
    CHECK(key_text(set.keyset[0]) ==
          "KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example KSK 2026\"");
    auto direct = std::get<recipe::DirectKey>(set.keyset[2]);
    direct.source.reset();
    CHECK(key_text(direct) == "ZSK 25640 of algorithm 13");
}

TEST_CASE("key text: the size of an RSA key", "[cooker][key_text]") {
    const recipe::Recipe recipe = everything();
    const auto& import = std::get<recipe::ImportPublicKey>(recipe.actions[8].params);
    CHECK(rsa_bits_of(import.key_data) == 2048);
    CHECK(rsa_bits_of(Bytes{1, 2, 3}) == 0);
}

TEST_CASE("key text: fingerprints are as the configuration has them", "[cooker][key_text]") {
    const recipe::Recipe recipe = everything();
    const auto& import = std::get<recipe::ImportPublicKey>(recipe.actions[8].params);
    // openssl base64 -d -A | sha256sum (OpenSSL 3.0, coreutils 9.1) of its keyData
    CHECK(fingerprint_text(must(fingerprint_of(import.key_data))) ==
          "sha256:e837e0294f15e25accf2f7a85331071c204f1a9fec6ecdff09e6ed3ef938bcb3");
}
