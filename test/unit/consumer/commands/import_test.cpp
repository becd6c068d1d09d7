// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/import.hpp"

#include <algorithm>
#include <fstream>

#include "base/wordlist.hpp"
#include "cooked/attestation.hpp"
#include "dns/print.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "support/conversation.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::read_vector_file;
using test::read_vectors;
using test::refusal;
using test::Shop;
using test::Vector;

namespace {

Outcome import(Shop& shop, const std::string& path) {
    shop.options.files = {path};
    shop.options.expect = {Shop::hash_of(path)};
    return consumer::import_results(shop.options, shop.told.program);
}

// The attestation of rsa.json that OpenSSL made (test/vectors/cooked/README.md), beside `path`;
// the name of the file with the key.
std::string attest(Shop& shop, const std::string& path, std::size_t number) {
    const Vector vector =
        read_vectors("cooked/attestation.vec", {"algorithm", "key", "signature"}).at(number);
    const crypto::PublicKey key = must(crypto::PublicKey::from_der(vector.hex("key")));
    const auto pinned =
        must(jws::PinnedKey::make(must(jws::algorithm_from_text(vector.text("algorithm"))), key));
    const auto file = must(program::read_recipe_file(
        shop.folder.file("original.json", read_vector_file("cooked/rsa.json"))));
    const auto manifest = must(cooked::make_manifest(*file.document, file.recipe));
    const Bytes signature = vector.hex("signature");
    const std::string text = must(cooked::attest(
        manifest, pinned, [&signature](ByteView) -> Result<Bytes> { return signature; }));
    static_cast<void>(
        shop.folder.file(path.substr(shop.folder.path().size() + 1) + ".attest.jws", text));
    return shop.folder.file("attest.pub", must(key.to_pem()));
}

const std::string attested_host =
    "zones: [ { name: example. } ]\n"
    "attest: [ attest.pub ]\n";

}  // namespace

// dnssec-dsfromkey -2 -f - example.
const std::string rsa_ds =
    "1201 8 2 E03E921BF0709EEA8DB5E66C7090797E4034F512C99D5CBFFE663659118E9C3A";

TEST_CASE("consumer import: a person's word brings a file into the store", "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    must(import(shop, path));
    CHECK_THAT(shop.told.out,
               Catch::Contains("Imported: ceremony 12 of the chain example-registry\n"));
    CHECK_THAT(shop.told.out,
               Catch::Contains("example.: trusted from now on: DS " + rsa_ds + "\n"));
    CHECK_THAT(shop.told.out,
               Catch::EndsWith("For the host that plans:\nevents:\n  - { imported: { "
                               "sequence: 12, at: \"2027-01-26 00:00:00\" } }\n"));
    const keysets::State state = shop.store().state();
    REQUIRE(state.files.size() == 1);
    CHECK(state.files.front().sequence == 12);
    CHECK(test::slurp(shop.folder / ("store/" + state.files.front().name)) == test::slurp(path));
}

TEST_CASE("consumer import: the words of the hash are as good as its digits",
          "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    shop.options.files = {path};
    shop.options.expect = {print_words(must(crypto::sha256(as_bytes(test::slurp(path)))))};
    must(consumer::import_results(shop.options, shop.told.program));
    shop.options.expect = {"shadow indigo"};
    static_cast<void>(
        refusal(consumer::import_results(shop.options, shop.told.program), Errc::usage));
}

TEST_CASE("consumer import: doing it again changes nothing and says so", "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    must(import(shop, path));
    const std::string before = test::slurp(shop.folder / "store/state.json");
    shop.at("2027-06-01");
    shop.told.out.clear();
    // What is there already needs nobody's word.
    shop.options.expect.clear();
    must(consumer::import_results(shop.options, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::EndsWith("Imported already: nothing changes\n"));
    CHECK(test::slurp(shop.folder / "store/state.json") == before);
}

TEST_CASE("consumer import: a hash that no file has is told although nothing is new",
          "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    must(import(shop, path));
    const std::string wrong(64, 'a');
    shop.options.expect = {Shop::hash_of(path), wrong};
    CHECK(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused) ==
          "--expect " + wrong + ": no file that is named has this SHA-256");
}

TEST_CASE("consumer import: what is refused makes no store", "[consumer][import]") {
    Shop shop;
    shop.options.files = {shop.cooked("rsa")};
    shop.options.expect = {std::string(64, '0')};
    static_cast<void>(
        refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused));
    CHECK(refusal(shop.store().check_is_there(), Errc::refused) ==
          "\"" + (shop.folder / "store") + "\": there is no store; consumer import makes it");
}

TEST_CASE("consumer import: without a name it is recipe.json", "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    const std::string here = shop.folder.file("recipe.json", test::slurp(path));
    const test::CurrentFolder current(shop.folder.path());
    shop.options.expect = {Shop::hash_of(path)};
    must(consumer::import_results(shop.options, shop.told.program));
    CHECK(shop.store().state().files.size() == 1);
}

TEST_CASE("consumer import: a file that nobody vouches for is refused", "[consumer][import]") {
    Shop shop;
    shop.options.files = {shop.cooked("rsa")};
    CHECK_THAT(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("nobody vouches for it"));
    shop.options.expect = {std::string(64, '0')};
    CHECK_THAT(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("its SHA-256 is " + Shop::hash_of(shop.options.files.front()) +
                               ", which is not one of those that are expected"));
    CHECK(shop.store().state().files.empty());
}

TEST_CASE("consumer import: who is asked for the hash does not find it on the screen",
          "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    const std::string hash = Shop::hash_of(path);
    shop.options.files = {path};
    shop.told.program.open_terminal = [] {
        return Terminal::open();
    };
    const auto import_by_hand = [&shop] {
        const Outcome outcome = consumer::import_results(shop.options, shop.told.program);
        return outcome.ok() ? shop.told.out : outcome.error().message();
    };

    test::Conversation stranger(import_by_hand);
    stranger.wait_for("as it came from the ceremony, digits or words: ");
    stranger.type(std::string(64, '0') + "\n");
    const std::string ending = stranger.ending();
    CHECK_THAT(ending, Catch::EndsWith("its SHA-256 is not the one that is expected"));
    CHECK(ending.find(hash) == std::string::npos);
    CHECK(stranger.screen().find(hash) == std::string::npos);
    CHECK(shop.store().state().files.empty());

    test::Conversation witness(import_by_hand);
    witness.wait_for("digits or words: ");
    CHECK(witness.screen().find(hash) == std::string::npos);
    witness.type(hash + "\n");
    CHECK_THAT(witness.ending(),
               Catch::StartsWith(hash) && Catch::Contains("Imported: ceremony 12"));
    CHECK(shop.store().state().files.size() == 1);
}

TEST_CASE("consumer import: a person types the words, and again after a slip",
          "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    shop.options.files = {path};
    shop.told.program.open_terminal = [] {
        return Terminal::open();
    };
    std::string words =
        program::word_lines(must(crypto::sha256(as_bytes(test::slurp(path)))));  // several lines
    std::replace(words.begin(), words.end(), '\n', ' ');
    test::Conversation witness([&shop] {
        const Outcome outcome = consumer::import_results(shop.options, shop.told.program);
        return outcome.ok() ? shop.told.out : outcome.error().message();
    });
    witness.wait_for("digits or words: ");
    witness.type("x" + words + "\n");
    witness.wait_for("not a SHA-256: word 1, ");
    witness.wait_for("digits or words: ");
    witness.type(words + "\n");
    CHECK_THAT(witness.ending(), Catch::Contains("Imported: ceremony 12"));

    consumer::Options again = shop.options;
    again.files = {shop.cooked("ecdsa")};
    test::Conversation fool([&shop, &again] {
        const Outcome outcome = consumer::import_results(again, shop.told.program);
        return outcome.ok() ? shop.told.out : outcome.error().message();
    });
    for (int i = 0; i < 3; ++i) {
        fool.wait_for("digits or words: ");
        fool.type("no\n");
    }
    CHECK_THAT(fool.ending(), Catch::StartsWith("not a SHA-256"));
}

TEST_CASE("consumer import: without a terminal nobody is asked", "[consumer][import]") {
    Shop shop;
    shop.told.program.open_terminal = []() -> Result<Terminal> {
        return Error{Errc::unavailable, "no terminal"};
    };
    shop.options.files = {shop.cooked("rsa")};
    CHECK_THAT(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("nobody vouches for it"));
}

TEST_CASE("consumer import: an attestation vouches, but trust has to be there",
          "[consumer][import]") {
    // rsa.json as it is, for the attestation is of its octets; its plan is none.
    Shop shop(attested_host);
    const std::string path = shop.folder.file("rsa.json", read_vector_file("cooked/rsa.json"));
    static_cast<void>(attest(shop, path, 0));
    shop.options.files = {path};
    static_cast<void>(
        refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused));
    // It is the plan that was not understood, not the attestation that was not believed.
    CHECK_THAT(shop.told.err, Catch::Contains("recipe.preamble.plan"));
}

TEST_CASE("consumer import: a wrong attestation is refused, whoever is at the terminal",
          "[consumer][import]") {
    Shop shop(attested_host);
    const std::string path = shop.cooked("rsa");
    static_cast<void>(attest(shop, path, 0));
    shop.told.program.open_terminal = []() -> Result<Terminal> {
        FAIL("a person was asked");
        return Error{Errc::unavailable, "no terminal"};
    };
    shop.options.files = {path};
    CHECK_THAT(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("none of the keys in attest: has attested it"));
}

TEST_CASE("consumer import: what is not good is refused with all that is wrong",
          "[consumer][import]") {
    Shop shop;
    CHECK_THAT(refusal(import(shop, shop.cooked("rsa",
                                                "set recipe.preamble.cooked.complete "
                                                "false")),
                       Errc::refused),
               Catch::Contains("not a good cooked recipe"));
    CHECK_THAT(shop.told.err, Catch::Contains("cooked.complete"));
    CHECK(shop.store().state().files.empty());
    CHECK_THAT(refusal(import(shop, shop.cooked("rsa",
                                                "set recipe.preamble.cooked.rehearsal "
                                                "true")),
                       Errc::refused),
               Catch::Contains("not a good cooked recipe"));
}

TEST_CASE("consumer import: a ceremony out of turn is refused, or forced with a reason",
          "[consumer][import]") {
    Shop shop("");
    must(import(shop, shop.cooked("rsa")));
    // ldns.json is ceremony 15, of other zones.
    const std::string later = shop.cooked("ldns");
    CHECK_THAT(refusal(import(shop, later), Errc::refused),
               Catch::EndsWith("is not the next: the last one imported was 12"));
    shop.options.forced = "";
    static_cast<void>(refusal(import(shop, later), Errc::usage));
    shop.options.forced = "13 and 14 were lost";
    must(import(shop, later));
    CHECK(shop.store().state().files.back().forced == "13 and 14 were lost");
}

TEST_CASE("consumer import: several files are taken in their order", "[consumer][import]") {
    Shop shop("");
    const std::string first = shop.cooked("rsa");
    const std::string second = shop.cooked("ed25519",
                                           "set recipe.preamble.ceremony.sequence 13 ;; set "
                                           "recipe.preamble.ceremony.previous \"" +
                                               Shop::hash_of(first) + "\"");
    shop.options.files = {first, second};
    shop.options.expect = {Shop::hash_of(second), Shop::hash_of(first)};
    // Both are of example., and the second is by another KSK.
    CHECK_THAT(refusal(consumer::import_results(shop.options, shop.told.program), Errc::refused),
               Catch::Contains("signed by no key that is trusted"));
    CHECK(shop.store().state().files.size() == 1);
}

TEST_CASE("consumer import: the trust of the configuration decides", "[consumer][import]") {
    // The DS of the KSK of ecdsa.json by dnssec-dsfromkey, as its CDS records have it.
    Shop shop(
        "zones: [ { name: example. } ]\n"
        "trust: { example.: [ \"18381 13 2 "
        "3197DF4023EB8803621BEE30DD09E35A89D8CFE45DF56C746C98B20F8C63B7A7\" ] }\n");
    CHECK_THAT(refusal(import(shop, shop.cooked("rsa")), Errc::refused),
               Catch::Contains("signed by no key that is trusted"));
    // There it is the second KSK: the first set is not signed by it.
    CHECK_THAT(refusal(import(shop, shop.cooked("ecdsa")), Errc::refused),
               Catch::Contains("the set from 2027-01-02 00:00:00 is signed by no key"));
}

TEST_CASE("consumer import: two of it at once are one too many", "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("rsa");
    const auto store = must(consumer::Store::open_or_make(shop.folder / "store"));
    static_cast<void>(refusal(import(shop, path), Errc::busy));
}

TEST_CASE("consumer import: private keys want a token", "[consumer][import]") {
    Shop shop;
    const std::string path = shop.cooked("ecdsa");
    CHECK_THAT(refusal(import(shop, path), Errc::configuration),
               Catch::EndsWith("there is no repository called default"));
    // A PIN that the token refused before is no fault of the file.
    shop.configure(
        "zones: [ { name: example. } ]\n"
        "repositories: { default: { module: /does/not/exist, label: x, pin: credential, "
        "pin-credential: pin } }\n");
    static_cast<void>(shop.folder.file("store/wrong-pin", ""));
    CHECK(refusal(import(shop, path), Errc::token) ==
          "token \"x\": it refused the PIN of the credential \"pin\" before, which is not tried "
          "again: \"" +
              (shop.folder / "store") + "/wrong-pin\" is there");
    CHECK(shop.store().state().files.empty());
    // Those of zones that are not here do not.
    shop.configure("zones: [ { name: nl. } ]\n");
    must(import(shop, path));
    CHECK(shop.store().state().files.size() == 1);
}
