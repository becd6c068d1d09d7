// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/attestation.hpp"

#include "cooked/attestation.hpp"
#include "cooker/key_forms.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

const std::string attesting = "attest: { keyStore: default, keyLabel: attest key }\n";

TEST_CASE("attestation: a result is attested when the configuration says so",
          "[hsm][attestation]") {
    const auto kind = GENERATE(KeyKind::p256, KeyKind::rsa, KeyKind::ed25519);
    CAPTURE(to_string(kind));
    Bunker bunker;
    bunker.configure(usual_guard, "", attesting);
    const auto pair = bunker.make_key(new_key(kind, "attest key"));
    bunker.put(recipe_of({generate(key("ksk"))}));
    CAPTURE(bunker.screen);
    REQUIRE(bunker.cooked() == "done");

    const auto algorithm = kind == KeyKind::rsa    ? jws::Algorithm::rs256
                           : kind == KeyKind::p256 ? jws::Algorithm::es256
                                                   : jws::Algorithm::eddsa;
    const auto pinned =
        must(jws::PinnedKey::make(algorithm, must(cooker::looked_at(pair.public_key()))));
    const auto manifest = must(cooked::read_attestation(
        slurp(bunker.folder / "recipe.json.attest.jws"), "attestation", pinned));
    const std::string result = slurp(bunker.folder / "recipe.json");
    CHECK(manifest.file == must(crypto::sha256(as_bytes(result))));
    CHECK(manifest.recipe ==
          must(crypto::sha256(as_bytes(slurp(bunker.folder / "recipe.json.approved")))));
    // The key is known: nothing on this token is unaccounted for.
    CHECK_FALSE(bunker.said("not accounted for"));
}

TEST_CASE("attestation: without its key, or with one of another kind, nothing is begun",
          "[hsm][attestation]") {
    Bunker bunker;
    bunker.configure(usual_guard, "", attesting);
    bunker.put(recipe_of({generate(key("ksk"))}));
    CHECK(bunker.cook().error().code() == Errc::refused);
    CHECK(bunker.said("attest: no key with label"));
    bunker.make_key(new_key(KeyKind::p384, "attest key"));
    CHECK(bunker.cook().error().code() == Errc::refused);
    CHECK(bunker.said("P-384 cannot sign attestations"));
    CHECK(bunker.objects().size() == 2);
}

}  // namespace
}  // namespace ceremony::test
