// SPDX-License-Identifier: BSD-3-Clause

#include "keys/test_signature.hpp"

#include "hsm/fixture.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("test_signature: a pair that works is found to work", "[hsm][test_signature]") {
    struct Row {
        KeyKind kind;
        crypto::Scheme scheme;
    };
    const auto row = GENERATE(values<Row>({
        {KeyKind::rsa, crypto::Scheme::rsa_sha256},
        {KeyKind::rsa, crypto::Scheme::rsa_sha512},
        {KeyKind::p256, crypto::Scheme::ecdsa_p256_sha256},
        {KeyKind::p384, crypto::Scheme::ecdsa_p384_sha384},
        {KeyKind::ed25519, crypto::Scheme::ed25519},
        {KeyKind::ed448, crypto::Scheme::ed448},
    }));
    OneToken token;
    must(token->generate(new_key(row.kind, "key")));
    CHECK(keys::test_signature(token.token(), labelled("key"), row.scheme).ok());
}

TEST_CASE("test_signature: a key that is not there, or another one, does not",
          "[hsm][test_signature]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    CHECK(keys::test_signature(token.token(), labelled("none"), crypto::Scheme::ecdsa_p256_sha256)
              .error()
              .code() == Errc::not_found);
    CHECK_FALSE(
        keys::test_signature(token.token(), labelled("key"), crypto::Scheme::rsa_sha256).ok());
}

}  // namespace
}  // namespace ceremony::test
