// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/attestation.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::attest;
using ceremony::cooked::Manifest;
using ceremony::cooked::read_attestation;
using ceremony::test::must;
using ceremony::test::Vector;

namespace {

std::vector<Vector> vectors() {
    return test::read_vectors("cooked/attestation.vec", {"algorithm", "key", "signature"});
}

jws::PinnedKey key_of(const Vector& vector) {
    return must(jws::PinnedKey::make(must(jws::algorithm_from_text(vector.text("algorithm"))),
                                     must(crypto::PublicKey::from_der(vector.hex("key")))));
}

Manifest manifest_of(const std::string& name) {
    const auto sample = test::cooked_sample(name);
    return must(cooked::make_manifest(*sample.document, sample.recipe));
}

// What another implementation signed, as if a token had.
jws::Sign always(const Bytes& signature) {
    return [signature](ByteView) -> Result<Bytes> {
        return signature;
    };
}

}  // namespace

TEST_CASE("attestation: what a key signed is read as the manifest", "[cooked][attestation]") {
    for (const Vector& vector : vectors()) {
        CAPTURE(vector.title());
        const Manifest manifest = manifest_of("rsa");
        const std::string text =
            must(attest(manifest, key_of(vector), always(vector.hex("signature"))));
        CHECK(must(read_attestation(text, "x.attest.jws", key_of(vector))) == manifest);
    }
}

TEST_CASE("attestation: a signature that is not by the key makes none", "[cooked][attestation]") {
    const Vector vector = vectors().front();
    Bytes signature = vector.hex("signature");
    signature[0] ^= 1U;
    const auto spoilt = attest(manifest_of("rsa"), key_of(vector), always(signature));
    REQUIRE_FALSE(spoilt.ok());
    CHECK(spoilt.error().code() == Errc::crypto);
    const auto other =
        attest(manifest_of("ecdsa"), key_of(vector), always(vector.hex("signature")));
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code() == Errc::crypto);
}

TEST_CASE("attestation: what the token says is what comes back", "[cooked][attestation]") {
    const auto refuse = [](ByteView) -> Result<Bytes> {
        return Error{Errc::token, "no such key"};
    };
    const auto text = attest(manifest_of("rsa"), key_of(vectors().front()), refuse);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::token);
}

TEST_CASE("attestation: only the pinned key and only an attestation counts",
          "[cooked][attestation]") {
    const auto all = vectors();
    const std::string text =
        must(attest(manifest_of("rsa"), key_of(all[0]), always(all[0].hex("signature"))));
    const auto by_other = read_attestation(text, "x.attest.jws", key_of(all[1]));
    REQUIRE_FALSE(by_other.ok());
    CHECK(by_other.error().code() == Errc::crypto);
    CHECK_THAT(by_other.error().message(), Catch::StartsWith("x.attest.jws: "));

    auto other_type = jws::Jws::attached("ceremony-recipe", {'{', '}'});
    must(other_type.add_signature(jws::Algorithm::es256, always(all[0].hex("signature"))));
    const auto not_one = read_attestation(other_type.print(), "x.attest.jws", key_of(all[0]));
    REQUIRE_FALSE(not_one.ok());
    CHECK(not_one.error().code() == Errc::semantics);
}

TEST_CASE("attestation: a payload that is no manifest is refused", "[cooked][attestation]") {
    Manifest manifest = manifest_of("rsa");
    manifest.ceremony->sequence = 0;
    const Vector vector = vectors().front();
    CHECK_FALSE(attest(manifest, key_of(vector), always(vector.hex("signature"))).ok());
}
