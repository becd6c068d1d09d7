// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/preflight_keys.hpp"

#include "encoding/hex.hpp"
#include "hsm/cooker/findings_of.hpp"
#include "support/judge.hpp"

namespace ceremony::test::preflight_keys_test {
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

TEST_CASE("preflight_keys: what the parent is to trust is kept as a signer is",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    pkcs11::NewKeyPair wanted = new_key(KeyKind::p256, "next");
    wanted.extraction = pkcs11::Extraction::allowed;
    bunker.make_key(wanted);
    auto set = keyset({ksk, key("next")}, {ksk});
    const auto recipe = [&set] {
        return recipe_of({{"", set}});
    };
    CHECK(problems_of(bunker, recipe()) == "none");
    set.cds = recipe::Cds{600, recipe::CdsKeys{{dns::DigestType::sha256}, true, {key("next")}}};
    CHECK(has(problems_of(bunker, recipe()),
              "is one for the parent to trust, and could leave the token (CKA_EXTRACTABLE)"));
    bunker.configure(usual_guard + "  extractable-signers: confirm\n");
    CHECK(problems_of(bunker, recipe()) == "none");
    CHECK(bunker.said("This key is one for the parent to trust, and could leave the token"));
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

TEST_CASE("preflight_keys: whoever agrees to a destruction sees which key it is",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "old"));
    const auto tag = [&pair](recipe::KeyRole role) {
        const auto dnskey =
            recipe::to_dnskey({dns::Algorithm::ecdsap256sha256, role}, data_of(pair));
        return cooker::tag_text(dns::key_tag(dnskey));
    };
    // A recipe that lies: what it calls a ZSK of another zone may be any key.
    recipe::DeleteKey deletion{key("old", recipe::KeyRole::zsk), true, std::nullopt, zone("test."),
                               std::nullopt};
    const auto recipe = recipe_of({{"", deletion}});
    const std::string identity = "algorithm 13: tag " + tag(recipe::KeyRole::ksk) + " as KSK, " +
                                 tag(recipe::KeyRole::zsk) + " as ZSK test. DS " +
                                 std::to_string(std::stoi(tag(recipe::KeyRole::ksk))) + " 13 2 ";
    CHECK(problems_of(bunker, recipe) == "none");
    CHECK(
        bunker.said("To be destroyed for good, as the recipe calls it: \"test.\" ZSK of "
                    "algorithm 13, \"old\" private key P-256"));
    CHECK(bunker.said(identity));
    CHECK(bunker.said("Would be asked: destroy this key"));
    std::string lenient = usual_guard;
    lenient.replace(lenient.find("delete: confirm"), 15, "delete: allow");
    bunker.configure(lenient);
    CHECK(problems_of(bunker, recipe) == "none");
    CHECK(bunker.said(identity));
    CHECK_FALSE(bunker.said("Would be asked: destroy this key"));
}

TEST_CASE("preflight_keys: nobody is asked about a key that is not there",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    recipe::DeleteKey deletion{key("old"), false, std::nullopt, zone(), std::nullopt};
    CHECK(problems_of(bunker, recipe_of({{"", deletion}})) == "none");
    CHECK_FALSE(bunker.said("Would be asked: destroy"));
}

TEST_CASE("preflight_keys: on a rehearsal token a key is destroyed only if it shows itself another",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.configure(usual_guard, "    rehearsal: true\n");
    recipe::DeleteKey deletion{key("old"), true, std::nullopt, zone(), std::nullopt};
    CHECK(has(problems_of(bunker, recipe_of({{"", deletion}})), "without keyData nothing shows"));
    deletion.key_data = Bytes(64, 1);
    CHECK(problems_of(bunker, recipe_of({{"", deletion}})) == "none");
}

TEST_CASE("preflight_keys: a private half under the name of another key is not destroyed",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    // The base point of P-256, as every public key.
    bunker.use_faults(
        "point 0441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f"
        "9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5\n");
    CHECK(has(problems_of(bunker, recipe_of({destroy(key("old"))})), "a test signature"));
}

TEST_CASE("preflight_keys: the key that attests does nothing that a recipe says",
          "[hsm][preflight_keys]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "attest key"));
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    const std::string attesting = "attest: { keyStore: default, keyLabel: attest key }\n";
    const auto attest = key("attest key");
    auto by_id = attest;
    by_id.name = must(recipe::KeyName::make("default", pair.private_half.id, ""));
    const recipe::DirectKey in_full{
        {dns::Algorithm::ecdsap256sha256, recipe::KeyRole::zsk}, data_of(pair), {}, {}};
    const std::vector<recipe::Recipe> recipes = {
        recipe_of({destroy(attest)}),
        recipe_of({produce({by_id}, {by_id})}),
        recipe_of({have(attest)}),
        recipe_of({produce({ksk, in_full}, {ksk})}),
    };
    for (const recipe::Recipe& each : recipes) {
        bunker.configure();
        CHECK(problems_of(bunker, each) == "none");
        bunker.configure(usual_guard, "", attesting);
        CHECK(has(problems_of(bunker, each), "is the key that attests results"));
    }
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
    // Behind another kind under the same wrapping key, too.
    auto both = exporting(receiver, dns::Algorithm::ecdsap256sha256);
    CHECK(problems_of(bunker, both) == "none");
    const auto second = key("second", recipe::KeyRole::zsk, dns::Algorithm::ed25519);
    both.actions.push_back(generate(second, true));
    both.actions.push_back(
        {"", recipe::ExportKeypair{second, transport("receiver"), std::nullopt}});
    CHECK(has(problems_of(bunker, both), "this token cannot export Ed25519 keys"));
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
}  // namespace ceremony::test::preflight_keys_test
