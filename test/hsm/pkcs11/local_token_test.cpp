// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/local_token.hpp"

#include <filesystem>

#include "hsm/back_door.hpp"
#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("local_token: duplicates are listed and never chosen from", "[hsm][local_token]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    BackDoor(token.token()).generate(new_key(KeyKind::ed25519, "key"));
    CHECK(must(token->objects()).size() == 4);
    CHECK(must(token->find(labelled("key"))).size() == 4);

    const auto key = token->find_key_pair(labelled("key"));
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::refused);
    CHECK(key.error().message() ==
          "label \"key\" does not name one key pair: there is 2 private keys and 2 public keys: "
          "private key P-256, ID 6964206f66206b6579, label \"key\"; "
          "private key Ed25519, ID 6964206f66206b6579, label \"key\"; "
          "public key P-256, ID 6964206f66206b6579, label \"key\"; "
          "public key Ed25519, ID 6964206f66206b6579, label \"key\"");
    CHECK(token->find_public_key(labelled("key")).error().code() == Errc::refused);
    const auto destroyed = token->destroy(labelled("key"));
    REQUIRE_FALSE(destroyed.ok());
    CHECK(destroyed.error().code() == Errc::refused);
    CHECK(must(token->objects()).size() == 4);
}

TEST_CASE("local_token: a missing half is an error that names the other", "[hsm][local_token]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    std::string expected;
    SECTION("the private half") {
        BackDoor(token.token()).destroy(ObjectClass::private_key, "key");
        expected =
            "label \"key\" does not name one key pair: there is no private key and 1 public key: "
            "public key P-256, ID 6964206f66206b6579, label \"key\"";
    }
    SECTION("the public half") {
        BackDoor(token.token()).destroy(ObjectClass::public_key, "key");
        expected =
            "label \"key\" does not name one key pair: there is 1 private key and no public key: "
            "private key P-256, ID 6964206f66206b6579, label \"key\"";
    }
    must(token->objects());
    const auto key = token->find_key_pair(labelled("key"));
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::refused);
    CHECK(key.error().message() == expected);
}

TEST_CASE("local_token: destroying takes both halves or the one that is left",
          "[hsm][local_token]") {
    OneToken token;
    const KeyPair key = must(token->generate(new_key(KeyKind::p256, "key")));
    must(token->generate(new_key(KeyKind::p256, "bystander")));
    KeyName name = labelled("key");
    name.id = key.private_half.id;
    name.public_key = key.public_key();
    SECTION("both") {
        CHECK(must(token->destroy(name)) == Destroyed{true, true});
    }
    SECTION("the public half is left") {
        BackDoor(token.token()).destroy(ObjectClass::private_key, "key");
        must(token->objects());
        CHECK(must(token->destroy(name)) == Destroyed{false, true});
    }
    SECTION("a private half that shows no public key") {
        BackDoor(token.token()).destroy(ObjectClass::public_key, "key");
        must(token->objects());
        CHECK(token->destroy(name).error().code() == Errc::refused);
        name.public_key.reset();
        CHECK(must(token->destroy(name)) == Destroyed{true, false});
    }
    CHECK(token->find_key_pair(name).error().code() == Errc::not_found);
    CHECK(must(token->destroy(name)) == Destroyed{false, false});
    must(token->objects());
    CHECK(must(token->objects()).size() == 2);
    must(token->find_key_pair(labelled("bystander")));
}

TEST_CASE("local_token: a key that is not the expected one is neither used nor destroyed",
          "[hsm][local_token]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    const KeyPair other = must(token->generate(new_key(KeyKind::p256, "other")));
    KeyName name = labelled("key");
    name.public_key = other.public_key();
    CHECK(token->find_key_pair(name).error().code() == Errc::refused);
    CHECK(token->find_public_key(name).error().code() == Errc::refused);
    CHECK(token->destroy(name).error().code() == Errc::refused);
    CHECK(token->sign({signing_job(Algorithm::ecdsap256sha256, name, "text")}, {}).error().code() ==
          Errc::refused);
    CHECK(must(token->objects()).size() == 4);
    // Every lookup needs an ID or a label.
    name.label.clear();
    CHECK(token->find(name).error().code() == Errc::semantics);
}

TEST_CASE("local_token: a token that vanishes is an error and no crash", "[hsm][local_token]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    std::filesystem::remove_all(token.hsm().tokens());
    const auto generated = token->generate(new_key(KeyKind::p256, "new"));
    REQUIRE_FALSE(generated.ok());
    CHECK(generated.error().code() == Errc::token);
    static_cast<void>(
        token->sign({signing_job(Algorithm::ecdsap256sha256, labelled("key"), "text")}, {}));
    static_cast<void>(token->close());
}
