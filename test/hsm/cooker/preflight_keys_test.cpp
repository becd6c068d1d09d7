// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/preflight_keys.hpp"

#include "encoding/hex.hpp"
#include "hsm/cooker/findings_of.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

TEST_CASE("preflight_keys: a signer that could leave its token is refused",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    pkcs11::NewKeyPair wanted = new_key(KeyKind::p256, "ksk");
    wanted.extraction = pkcs11::Extraction::allowed;
    bunker.make_key(wanted);
    const auto recipe = recipe_of({produce({ksk}, {ksk})});
    CHECK(has(problems_of(bunker, recipe), "could leave the token (CKA_EXTRACTABLE)"));
    bunker.configure(usual_guard + "  extractable-signers: confirm\n");
    CHECK(problems_of(bunker, recipe) == "none");
    CHECK(bunker.said("Would be asked"));
    // In a set, and signing nothing, it does no harm.
    bunker.configure();
    const auto other = key("other");
    bunker.make_key(new_key(KeyKind::p256, "other"));
    CHECK(problems_of(bunker, recipe_of({produce({ksk, other}, {other})})) == "none");
}

TEST_CASE("preflight_keys: a key in CDS records is one that the result says the public key of",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    for (const char* label : {"ksk", "next"}) {
        bunker.make_key(new_key(KeyKind::p256, label));
    }
    const auto next = key("next");
    const auto with_cds = [&next](std::vector<recipe::KeysetKey> keys,
                                  std::vector<recipe::KeyReference> signers) {
        auto set = keyset(std::move(keys), std::move(signers));
        set.cds = recipe::Cds{600, recipe::CdsKeys{{dns::DigestType::sha256}, true, {next}}};
        return recipe::Action{"", set};
    };
    const std::string reason = "nothing in the result would say which key the CDS records are of";
    // It stands in no set, or with one that does all that it does.
    CHECK(has(problems_of(bunker, recipe_of({with_cds({ksk}, {ksk})})), reason));
    CHECK(has(problems_of(bunker, recipe_of({with_cds({ksk, next}, {ksk, next})})), reason));
    // What is accepted is carried out.
    const auto accepted = GENERATE_COPY(values<recipe::Recipe>({
        recipe_of({with_cds({ksk, next}, {ksk})}),
        recipe_of({have(next), with_cds({ksk}, {ksk})}),
        recipe_of({have(ksk), with_cds({ksk, next}, {ksk, next})}),
    }));
    bunker.put(accepted);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("preflight_keys: a protected key is not deleted, whatever zone it is said to be of",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    const dns::Dnskey dnskey = recipe::to_dnskey(ksk.kind, data_of(pair));
    const std::string tag = std::to_string(dns::key_tag(dnskey));
    bunker.configure(usual_guard + "  protect: [\"" + tag + " 13 2 " + std::string(64, '0') +
                     "\"]\n");
    recipe::DeleteKey deletion{ksk, true, std::nullopt, zone("test."), std::nullopt};
    CHECK(has(problems_of(bunker, recipe_of({{"", deletion}})), "guard.protect names this key"));
}

TEST_CASE("preflight_keys: an RSA key that the guard finds too short is refused",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const auto rsa = key("rsa", recipe::KeyRole::ksk, dns::Algorithm::rsasha256);
    pkcs11::NewKeyPair wanted = new_key(KeyKind::rsa, "rsa");
    wanted.bits = 1024;
    bunker.make_key(wanted);
    CHECK(problems_of(bunker, recipe_of({produce({rsa}, {rsa})})) == "none");
    std::string strict = usual_guard;
    strict.replace(strict.find("1024"), 4, "2048");
    bunker.configure(strict);
    CHECK(has(problems_of(bunker, recipe_of({produce({rsa}, {rsa})})), "guard.rsa-min-bits"));
}

// A recipe that exports a new ZSK of this algorithm to `receiver`.
recipe::Recipe exporting(const TransportKey& receiver, dns::Algorithm algorithm) {
    const auto exported = key("zsk", recipe::KeyRole::zsk, algorithm);
    recipe::ImportPublicKey import{transport("receiver").name,
                                   must(cooker::transport_key_data(receiver.public_key())),
                                   std::nullopt, false, std::nullopt};
    recipe::ExportKeypair exportation{exported, transport("receiver"), std::nullopt};
    return recipe_of({generate(exported, true), {"", import}, {"", exportation}});
}

std::string pin_of(const TransportKey& receiver) {
    const Bytes data = must(cooker::transport_key_data(receiver.public_key()));
    return "  wrapping-keys: [" + encoding::encode_hex(must(crypto::sha256(data))) + "]\n";
}

TEST_CASE("preflight_keys: a wrapping key that the guard does not name is refused",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    const auto recipe = exporting(receiver, dns::Algorithm::ecdsap256sha256);
    CHECK(has(problems_of(bunker, recipe), "wrapping-keys"));
    bunker.configure(usual_guard + pin_of(receiver));
    CHECK(problems_of(bunker, recipe) == "none");
}

TEST_CASE("preflight_keys: a wrapping key on the token is held against the guard, too",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    bunker.on_token([&](pkcs11::Token& token) {
        pkcs11::NewPublicKey wanted;
        wanted.key = receiver.public_key();
        wanted.id = {0x77};
        wanted.label = "receiver";
        wanted.lifetime = pkcs11::Lifetime::token;
        return must(token.import_public_key(wanted));
    });
    auto recipe = exporting(receiver, dns::Algorithm::ecdsap256sha256);
    recipe.actions.erase(recipe.actions.begin() + 1);
    CHECK(has(problems_of(bunker, recipe), "guard.wrapping-keys does not name this key"));
    bunker.configure(usual_guard + pin_of(receiver));
    CHECK(problems_of(bunker, recipe) == "none");
}

TEST_CASE("preflight_keys: a kind of key that the token cannot wrap is refused before it is made",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    bunker.configure(usual_guard + pin_of(receiver));
    CHECK(has(problems_of(bunker, exporting(receiver, dns::Algorithm::ed25519)),
              "this token cannot export Ed25519 keys"));
}

TEST_CASE("preflight_keys: a key pair whose halves do not belong together does not sign",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    // The base point of P-256, as every public key.
    bunker.use_faults(
        "point 0441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f"
        "9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5\n");
    CHECK(has(problems_of(bunker, recipe_of({produce({ksk}, {ksk})})), "a test signature"));
}

}  // namespace
}  // namespace ceremony::test
