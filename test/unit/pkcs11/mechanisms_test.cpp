// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/mechanisms.hpp"

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("mechanisms: each kind has its own", "[pkcs11][mechanisms]") {
    CHECK(mechanisms_of(KeyKind::rsa).generation.type == 0x0000);
    CHECK(mechanisms_of(KeyKind::p256).generation.type == 0x1040);
    CHECK(mechanisms_of(KeyKind::p384).generation.type == 0x1040);
    CHECK(mechanisms_of(KeyKind::ed25519).generation.type == 0x1055);
    CHECK(mechanisms_of(KeyKind::ed448).generation.type == 0x1055);
    CHECK(mechanisms_of(KeyKind::rsa).signing.type == 0x0001);
    CHECK(mechanisms_of(KeyKind::p256).signing.type == 0x1041);
    CHECK(mechanisms_of(KeyKind::p384).signing.type == 0x1041);
    CHECK(mechanisms_of(KeyKind::ed25519).signing.type == 0x1057);
    CHECK(mechanisms_of(KeyKind::ed448).signing.type == 0x1057);
    CHECK(mechanisms_of(KeyKind::rsa).key_type == 0x00);
    CHECK(mechanisms_of(KeyKind::p384).key_type == 0x03);
    CHECK(mechanisms_of(KeyKind::ed448).key_type == 0x40);
}

TEST_CASE("mechanisms: what is not offered is told beforehand", "[pkcs11][mechanisms]") {
    FakeCryptoki fake;
    const Mechanisms mechanisms(fake.list(), 1);
    const Outcome generated = mechanisms.can_generate(KeyKind::ed25519, 0);
    REQUIRE_FALSE(generated.ok());
    CHECK(generated.error().code() == Errc::semantics);
    CHECK(generated.error().message() ==
          "this token cannot generate Ed25519 keys: it does not offer CKM_EC_EDWARDS_KEY_PAIR_GEN");
    const Outcome sign = mechanisms.can_sign(KeyKind::p256);
    REQUIRE_FALSE(sign.ok());
    CHECK(sign.error().message() ==
          "this token cannot sign with P-256 keys: it does not offer CKM_ECDSA");
}

TEST_CASE("mechanisms: one that is offered for another use is not enough", "[pkcs11][mechanisms]") {
    FakeCryptoki fake;
    fake.mechanism_info = [](CK_MECHANISM_TYPE, CK_MECHANISM_INFO* info) {
        *info = CK_MECHANISM_INFO{1024, 4096, CKF_VERIFY};
        return CK_RV{CKR_OK};
    };
    const Mechanisms mechanisms(fake.list(), 1);
    CHECK(mechanisms.can_sign(KeyKind::rsa).error().code() == Errc::semantics);
    CHECK(mechanisms.can_generate(KeyKind::rsa, 2048).error().code() == Errc::semantics);
    CHECK(must(mechanisms.offer(CKM_RSA_PKCS, CKF_VERIFY)));
}

TEST_CASE("mechanisms: sizes count for RSA only", "[pkcs11][mechanisms]") {
    FakeCryptoki fake;
    fake.mechanism_info = [](CK_MECHANISM_TYPE, CK_MECHANISM_INFO* info) {
        *info = CK_MECHANISM_INFO{2048, 4096, CKF_GENERATE_KEY_PAIR};
        return CK_RV{CKR_OK};
    };
    const Mechanisms mechanisms(fake.list(), 1);
    CHECK(mechanisms.can_generate(KeyKind::rsa, 2048).ok());
    CHECK(mechanisms.can_generate(KeyKind::rsa, 4096).ok());
    CHECK(mechanisms.can_generate(KeyKind::rsa, 2047).error().code() == Errc::semantics);
    CHECK(mechanisms.can_generate(KeyKind::rsa, 4097).error().code() == Errc::semantics);
    CHECK(mechanisms.can_generate(KeyKind::p256, 0).ok());
}

TEST_CASE("mechanisms: a failure of the token is no answer", "[pkcs11][mechanisms]") {
    FakeCryptoki fake;
    fake.mechanism_info = [](CK_MECHANISM_TYPE, CK_MECHANISM_INFO*) {
        return CK_RV{CKR_TOKEN_NOT_PRESENT};
    };
    const Mechanisms mechanisms(fake.list(), 1);
    CHECK(mechanisms.can_sign(KeyKind::rsa).error().code() == Errc::token);
    CHECK(mechanisms.can_generate(KeyKind::rsa, 2048).error().code() == Errc::token);
    CHECK(mechanisms.offer(CKM_RSA_PKCS, CKF_SIGN).error().code() == Errc::token);
}
