// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/keypair.hpp"

#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("keypair: a new key has exactly the attributes that were asked for", "[hsm][keypair]") {
    const auto kind =
        GENERATE(KeyKind::rsa, KeyKind::p256, KeyKind::p384, KeyKind::ed25519, KeyKind::ed448);
    const auto extraction = GENERATE(Extraction::forbidden, Extraction::allowed);
    CAPTURE(to_string(kind));
    OneToken token;
    NewKeyPair wanted = new_key(kind, "zsk");
    wanted.extraction = extraction;
    const KeyPair key = must(token->generate(wanted));

    const bool extractable = extraction == Extraction::allowed;
    CHECK(key.private_half.kind == kind);
    CHECK(key.private_half.id == wanted.id);
    CHECK(key.private_half.label == "zsk");
    CHECK(key.private_half.on_token == true);
    CHECK(key.private_half.is_private == true);
    CHECK(key.private_half.sensitive == true);
    CHECK(key.private_half.always_sensitive == true);
    CHECK(key.private_half.extractable == extractable);
    CHECK(key.private_half.never_extractable == !extractable);
    CHECK(key.private_half.local == true);
    CHECK(key.private_half.may_sign == true);
    CHECK(key.private_half.may_decrypt == false);
    CHECK(key.private_half.may_unwrap == false);
    CHECK(key.public_half.id == wanted.id);
    CHECK(key.public_half.label == "zsk");
    CHECK(key.public_half.on_token == true);
    CHECK(key.public_half.is_private == false);
    CHECK(key.public_half.may_verify == true);
    CHECK(key.public_half.may_encrypt == false);
    CHECK(key.public_half.may_wrap == false);
    CHECK(key.public_half.flaw.empty());

    // What is read anew is what generate() returned.
    CHECK(must(token->objects()).size() == 2);
    CHECK(must(token->find_key_pair(labelled("zsk"))) == key);
}

TEST_CASE("keypair: a transport key may unwrap and nothing else", "[hsm][keypair]") {
    OneToken token;
    NewKeyPair wanted = new_key(KeyKind::rsa, "transport");
    wanted.use = KeyUse::unwrapping;
    const KeyPair key = must(token->generate(wanted));
    CHECK(key.private_half.may_unwrap == true);
    CHECK(key.private_half.may_sign == false);
    CHECK(key.private_half.may_decrypt == false);
    CHECK(key.public_half.may_wrap == true);
    CHECK(key.public_half.may_verify == false);
    CHECK(key.public_half.may_encrypt == false);
}

TEST_CASE("keypair: an ID or a label that is taken is refused and says by what", "[hsm][keypair]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    NewKeyPair again = new_key(KeyKind::p384, "other");
    SECTION("label") {
        again.label = "key";
    }
    SECTION("ID") {
        again.id = new_key(KeyKind::p256, "key").id;
    }
    const auto key = token->generate(again);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::refused);
    CHECK(key.error().message() ==
          "the ID or the label is taken: private key P-256, ID 6964206f66206b6579, label \"key\"; "
          "public key P-256, ID 6964206f66206b6579, label \"key\"");
    CHECK(must(token->objects()).size() == 2);
}

TEST_CASE("keypair: a new key without an ID is refused", "[hsm][keypair]") {
    OneToken token;
    NewKeyPair wanted = new_key(KeyKind::p256, "key");
    wanted.id.clear();
    CHECK(token->generate(wanted).error().code() == Errc::semantics);
    NewPublicKey imported;
    imported.key = TransportKey(2048).public_key();
    CHECK(token->import_public_key(imported).error().code() == Errc::semantics);
}

TEST_CASE("keypair: what the token cannot generate is known beforehand", "[hsm][keypair]") {
    OneToken token;
    must(token->can_generate(KeyKind::rsa, 2048));
    const Outcome outcome = token->can_generate(KeyKind::rsa, 65536);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::semantics);
    CHECK(outcome.error().message() ==
          "this token generates RSA keys of 512 to 16384 bits, not of 65536");
}

TEST_CASE("keypair: omitted attributes are left to the token", "[hsm][keypair]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    Modules modules(uninspected);
    config::Repository repository = repository_with("bunker");
    repository.bunker.omit = {"unwrap", "wrap", "decrypt", "encrypt", "derive", "verify"};
    const auto token = open_token(modules, repository);
    const KeyPair key = must(token->generate(new_key(KeyKind::rsa, "key")));
    // SoftHSM 2.6.1 allows what is not stated.
    CHECK(key.private_half.may_unwrap == true);
    CHECK(key.public_half.may_wrap == true);
    // What protects the key is stated in any case.
    CHECK(key.private_half.sensitive == true);
    CHECK(key.private_half.extractable == false);
}

TEST_CASE("keypair: an imported public key is stored as it is and may only wrap",
          "[hsm][keypair]") {
    const auto lifetime = GENERATE(Lifetime::session, Lifetime::token);
    OneToken token;
    const TransportKey transport(2048);
    NewPublicKey wanted;
    wanted.key = transport.public_key();
    wanted.id = {0xab};
    wanted.label = "signer site";
    wanted.lifetime = lifetime;
    const Object object = must(token->import_public_key(wanted));
    CHECK(object.public_key == wanted.key);
    CHECK(object.on_token == (lifetime == Lifetime::token));
    CHECK(object.may_wrap == true);
    CHECK(object.may_encrypt == false);
    CHECK(object.may_verify == false);
    CHECK(object.local == false);
    CHECK(must(token->find_public_key(labelled("signer site"))) == object);
    CHECK(token->import_public_key(wanted).error().code() == Errc::refused);
    must(token->close());

    // Only what is on the token outlives the session.
    const auto later = open_token(token.modules(), repository_with("bunker"));
    CHECK(must(later->objects()).size() == (lifetime == Lifetime::token ? 1 : 0));
}

TEST_CASE("keypair: only RSA keys are imported", "[hsm][keypair]") {
    OneToken token;
    NewPublicKey wanted;
    wanted.key.kind = KeyKind::p256;
    wanted.key.point = Bytes(64, 1);
    wanted.id = {0x01};
    CHECK(token->import_public_key(wanted).error().code() == Errc::semantics);
}
