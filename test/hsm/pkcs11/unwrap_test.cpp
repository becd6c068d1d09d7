// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/unwrap.hpp"

#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

NewKeyPair exportable(KeyKind kind, const std::string& label) {
    NewKeyPair wanted = new_key(kind, label);
    wanted.extraction = Extraction::allowed;
    return wanted;
}

NewPublicKey imported(const PublicKey& key) {
    NewPublicKey wanted;
    wanted.key = key;
    wanted.id = {0x77};
    wanted.label = "transport";
    return wanted;
}

const auto exportable_algorithms = {Algorithm::rsasha256, Algorithm::ecdsap256sha256,
                                    Algorithm::ecdsap384sha384};

}  // namespace

TEST_CASE("wrap: OpenSSL alone unwraps an exported key and signs with it", "[hsm][wrap]") {
    const auto algorithm = GENERATE(values(exportable_algorithms));
    CAPTURE(static_cast<int>(algorithm));
    OneToken token;
    const TransportKey transport(2048);
    const KeyPair key = must(token->generate(exportable(test::kind_of(algorithm), "zsk")));
    must(token->import_public_key(imported(transport.public_key())));
    const WrappedKey wrapped = must(token->wrap(labelled("zsk"), labelled("transport")));
    // SoftHSM 2.6.1 has OAEP with SHA-1 only.
    CHECK(to_string(wrapped.oaep) == "SHA-1");
    CHECK(transport.unwrap(wrapped) == key.public_key());
    const Bytes signature = transport.unwrap_and_sign(wrapped, algorithm, "text");
    CHECK(verifies(algorithm, key.public_key(), "text", signature));
    // The AES key is gone: both halves and the transport key are all there is.
    CHECK(must(token->objects()).size() == 3);
}

TEST_CASE("unwrap: a second token unwraps an exported key and signs with it", "[hsm][unwrap]") {
    const auto algorithm = GENERATE(values(exportable_algorithms));
    CAPTURE(static_cast<int>(algorithm));
    OneToken bunker;
    bunker.hsm().add_token("signer");
    must(bunker->close());  // SoftHSM reads its tokens when it is initialised
    const auto from = open_token(bunker.modules(), repository_with("bunker"));
    const auto to = open_token(bunker.modules(), repository_with("signer"));

    NewKeyPair transport = new_key(KeyKind::rsa, "transport");
    transport.use = KeyUse::unwrapping;
    const KeyPair transport_key = must(to->generate(transport));
    const KeyPair key = must(from->generate(exportable(test::kind_of(algorithm), "zsk")));
    must(from->import_public_key(imported(transport_key.public_key())));
    const WrappedKey wrapped = must(from->wrap(labelled("zsk"), labelled("transport")));

    const NewKeyPair wanted = new_key(test::kind_of(algorithm), "unwrapped");
    const KeyPair unwrapped =
        must(to->unwrap(wrapped, labelled("transport"), wanted, key.public_key()));
    CHECK(unwrapped.public_key() == key.public_key());
    CHECK(unwrapped.private_half.id == wanted.id);
    CHECK(unwrapped.private_half.sensitive == true);
    CHECK(unwrapped.private_half.extractable == false);
    CHECK(unwrapped.private_half.local == false);  // PKCS #11 v2.40, section 4.4
    CHECK(must(to->objects()).size() == 4);
    const auto signatures =
        must(to->sign({signing_job(algorithm, labelled("unwrapped"), "text")}, {}));
    CHECK(verifies(algorithm, key.public_key(), "text", signatures.front()));
}

TEST_CASE("unwrap: a blob that is damaged or meant for another key leaves nothing behind",
          "[hsm][unwrap]") {
    OneToken token;
    NewKeyPair transport = new_key(KeyKind::rsa, "transport");
    transport.use = KeyUse::unwrapping;
    must(token->generate(transport));
    const KeyPair key = must(token->generate(exportable(KeyKind::rsa, "zsk")));
    WrappedKey wrapped = must(token->wrap(labelled("zsk"), labelled("transport")));
    PublicKey public_key = key.public_key();
    Errc expected = Errc::token;
    SECTION("the AES key is damaged") {
        wrapped.blob[10] ^= 1U;
    }
    SECTION("the private key is damaged") {
        wrapped.blob.back() ^= 1U;
    }
    SECTION("the private key is cut off") {
        wrapped.blob.resize(256);
        expected = Errc::syntax;
    }
    SECTION("the public key is another one") {
        public_key.modulus.back() ^= 2U;
        expected = Errc::refused;
    }
    SECTION("the hash is named wrongly") {
        wrapped.oaep = OaepHash::sha256;
    }
    const auto unwrapped = token->unwrap(wrapped, labelled("transport"),
                                         new_key(KeyKind::rsa, "unwrapped"), public_key);
    REQUIRE_FALSE(unwrapped.ok());
    CAPTURE(unwrapped.error().message());
    CHECK(unwrapped.error().code() == expected);
    CHECK(must(token->objects()).size() == 4);
}

TEST_CASE("wrap: what the token cannot wrap is a clear error", "[hsm][wrap]") {
    OneToken token;
    const TransportKey transport(2048);
    must(token->import_public_key(imported(transport.public_key())));
    SECTION("a kind that SoftHSM does not wrap") {
        must(token->generate(exportable(KeyKind::ed25519, "zsk")));
        const auto wrapped = token->wrap(labelled("zsk"), labelled("transport"));
        REQUIRE_FALSE(wrapped.ok());
        CHECK(wrapped.error().code() == Errc::token);
        CHECK(wrapped.error().message() ==
              "wrapping the private key Ed25519, ID 6964206f66207a736b, label \"zsk\": C_WrapKey: "
              "CKR_KEY_NOT_WRAPPABLE (0x69): the token cannot wrap a key of this type");
    }
    SECTION("a key that is not extractable") {
        must(token->generate(new_key(KeyKind::p256, "zsk")));
        const auto wrapped = token->wrap(labelled("zsk"), labelled("transport"));
        REQUIRE_FALSE(wrapped.ok());
        CHECK(wrapped.error().code() == Errc::token);
        CHECK(wrapped.error().message() ==
              "wrapping the private key P-256, ID 6964206f66207a736b, label \"zsk\": C_WrapKey: "
              "CKR_KEY_UNEXTRACTABLE (0x6a): the key is marked as not extractable");
    }
    CHECK(must(token->objects()).size() == 3);
}

TEST_CASE("wrap: whether a kind can be exported is known beforehand and leaves no trace",
          "[hsm][wrap]") {
    OneToken token;
    const TransportKey transport(2048);
    for (const KeyKind kind : {KeyKind::rsa, KeyKind::p256, KeyKind::p384}) {
        CAPTURE(to_string(kind));
        must(token->can_export(kind, transport.public_key()));
    }
    for (const KeyKind kind : {KeyKind::ed25519, KeyKind::ed448}) {
        const Outcome outcome = token->can_export(kind, transport.public_key());
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code() == Errc::semantics);
        CHECK(outcome.error().message().starts_with("this token cannot export " +
                                                    std::string(to_string(kind)) + " keys: "));
    }
    CHECK(must(token->objects()).empty());
}

TEST_CASE("wrap: only an RSA key wraps and unwraps", "[hsm][wrap]") {
    OneToken token;
    must(token->generate(exportable(KeyKind::p256, "zsk")));
    must(token->generate(new_key(KeyKind::p384, "other")));
    CHECK(token->wrap(labelled("zsk"), labelled("other")).error().code() == Errc::refused);
    CHECK(token->wrap(labelled("zsk"), labelled("absent")).error().code() == Errc::not_found);
    CHECK(token->unwrap(WrappedKey{}, labelled("other"), new_key(KeyKind::p256, "new"), PublicKey{})
              .error()
              .code() == Errc::refused);
}
