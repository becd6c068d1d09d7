// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/cook.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_lock.hpp"
#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "hsm/cooker/left_behind.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("cook: keys are made and sign their set, with every algorithm", "[hsm][cook]") {
    const auto algorithm = GENERATE(from_range(dns::algorithms));
    CAPTURE(dns::to_string(algorithm));
    Bunker bunker;
    const auto ksk = key("ksk", recipe::KeyRole::ksk, algorithm);
    const auto zsk = key("zsk", recipe::KeyRole::zsk, algorithm);
    bunker.put(recipe_of({generate(ksk), generate(zsk), produce({ksk, zsk}, {ksk})}));
    const std::string approved = slurp(bunker.folder / "recipe.json");
    CAPTURE(bunker.screen);
    REQUIRE(bunker.cooked() == "done");

    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    const auto& set = std::get<recipe::ProduceSignedKeyset>(cooked.actions[2].params);
    CHECK(set.cooked->keyset.size() == 3);
    CHECK(slurp(bunker.folder / "recipe.json.approved") == approved);
    CHECK(cooked.preamble.cooked->recipe == must(crypto::sha256(as_bytes(approved))));
    CHECK(cooked.preamble.cooked->complete);
    CHECK_FALSE(cooked.preamble.cooked->rehearsal);
    CHECK(bunker.objects().size() == 4);
    CHECK(litter(bunker).empty());
    CHECK(text_of(bunker, "recipe.json.journal.done").find("END ending=done") != std::string::npos);
}

TEST_CASE("cook: a second run of one recipe is refused, since it carries results", "[hsm][cook]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    REQUIRE(bunker.cooked() == "done");
    const auto again = bunker.cook();
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code() == Errc::refused);
    CHECK(bunker.said("it carries results"));
}

TEST_CASE("cook: the result goes elsewhere with -o, and never over a file", "[hsm][cook]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    const std::string approved = slurp(bunker.folder / "recipe.json");
    bunker.options.output = bunker.folder / "cooked.json";
    REQUIRE(bunker.cooked() == "done");
    CHECK(slurp(bunker.folder / "recipe.json") == approved);
    CHECK(bunker.result("cooked.json").preamble.cooked->complete);
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.approved"));

    const std::string first = slurp(bunker.folder / "cooked.json");
    CHECK(bunker.cook().error().code() == Errc::refused);
    CHECK(bunker.said("exists already"));
    CHECK(slurp(bunker.folder / "cooked.json") == first);
}

TEST_CASE("cook: a check changes nothing and asks nothing", "[hsm][cook]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.put(recipe_of({generate(key("ksk")), destroy(key("old"))}));
    const std::string before = slurp(bunker.folder / "recipe.json");
    bunker.options.yes = false;
    const auto checked = bunker.check();
    CAPTURE(bunker.screen);
    REQUIRE(checked.ok());
    CHECK(bunker.said("Would be asked"));
    CHECK(bunker.said("Nothing was changed"));
    CHECK(bunker.objects().size() == 2);
    CHECK(slurp(bunker.folder / "recipe.json") == before);
    CHECK(litter(bunker).empty());
}

TEST_CASE("cook: what nobody confirms is not done", "[hsm][cook]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.put(recipe_of({generate(key("ksk")), destroy(key("old"))}));
    bunker.options.yes = false;
    const auto outcome = bunker.cook();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unavailable);
    CHECK(bunker.objects().size() == 2);
    CHECK(litter(bunker).empty());
}

TEST_CASE("cook: a key that is deleted is destroyed, and only that", "[hsm][cook]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.make_key(new_key(KeyKind::p384, "other"));
    const auto ksk = key("ksk");
    bunker.put(recipe_of({destroy(key("old")), generate(ksk), produce({ksk}, {ksk})}));
    REQUIRE(bunker.cooked() == "done");
    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    CHECK(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
    std::vector<std::string> labels;
    for (const pkcs11::Object& object : bunker.objects()) {
        labels.push_back(object.label);
    }
    std::sort(labels.begin(), labels.end());
    CHECK(labels == std::vector<std::string>{"ksk", "ksk", "other", "other"});
}

TEST_CASE("cook: an exported key is opened by the receiver and by nobody else", "[hsm][cook]") {
    const auto algorithm = GENERATE(dns::Algorithm::rsasha256, dns::Algorithm::ecdsap256sha256,
                                    dns::Algorithm::ecdsap384sha384);
    CAPTURE(dns::to_string(algorithm));
    Bunker bunker;
    const TransportKey receiver(2048);
    const Bytes transport_data = must(cooker::transport_key_data(receiver.public_key()));
    bunker.configure(usual_guard + "  wrapping-keys: [" +
                     encoding::encode_hex(must(crypto::sha256(transport_data))) + "]\n");
    const auto ksk = key("ksk");
    const auto zsk = key("zsk", recipe::KeyRole::zsk, algorithm);
    recipe::ImportPublicKey import{transport("receiver").name, transport_data, std::nullopt, false,
                                   std::nullopt};
    recipe::ExportKeypair exportation{zsk, transport("receiver"), std::nullopt};
    bunker.put(recipe_of({generate(ksk),
                          generate(zsk, true),
                          produce({ksk, zsk}, {ksk}),
                          {"", import},
                          {"", exportation}}));
    CAPTURE(bunker.screen);
    REQUIRE(bunker.cooked() == "done");

    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    const auto& result = std::get<recipe::ExportKeypair>(cooked.actions[4].params).cooked;
    pkcs11::WrappedKey wrapped;
    wrapped.blob = result->key_blob;
    wrapped.oaep = *result->wrap_mechanism == recipe::OaepHash::sha1 ? pkcs11::OaepHash::sha1
                                                                     : pkcs11::OaepHash::sha256;
    const pkcs11::PublicKey opened = receiver.unwrap(wrapped);
    CHECK(must(cooker::key_data_of(algorithm, opened)) == *result->key_data);
    const auto& generated = std::get<recipe::GenerateKey>(cooked.actions[1].params).cooked;
    CHECK(generated->key_data == result->key_data);
    // The transport key was an object of the session.
    CHECK(bunker.objects().size() == 4);
}

TEST_CASE("cook: CDS and CDNSKEY sets are made, and their removal is asked for", "[hsm][cook]") {
    Bunker bunker;
    const auto ksk = key("ksk");
    const auto next = key("next");
    auto with_keys = keyset({ksk, next}, {ksk, next});
    with_keys.cds = recipe::Cds{
        600, recipe::CdsKeys{{dns::DigestType::sha256, dns::DigestType::sha384}, true, {next}}};
    auto removing = keyset({ksk}, {ksk});
    removing.inception = at("2027-03-01");
    removing.expiration = at("2027-04-01");
    removing.cds = recipe::Cds{600, recipe::CdsDelete{}};
    bunker.put(recipe_of({generate(ksk), generate(next), {"", with_keys}, {"", removing}}));
    CAPTURE(bunker.screen);
    REQUIRE(bunker.cooked() == "done");
    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    const auto& set = std::get<recipe::ProduceSignedKeyset>(cooked.actions[2].params).cooked;
    CHECK(set->cds.size() == 7);  // two CDS, one CDNSKEY, two signatures each
    const auto& removal = std::get<recipe::ProduceSignedKeyset>(cooked.actions[3].params).cooked;
    CHECK(removal->cds.size() == 4);
}

TEST_CASE("cook: a key that needs not exist and does not counts as deleted", "[hsm][cook]") {
    Bunker bunker;
    recipe::DeleteKey deletion{key("gone"), false, std::nullopt, std::nullopt, std::nullopt};
    bunker.put(recipe_of({{"", deletion}, generate(key("ksk"))}));
    REQUIRE(bunker.cooked() == "done");
    const recipe::Recipe cooked = bunker.result();
    // As it was wanted: nobody has to ask for it again.
    CHECK(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
}

TEST_CASE("cook: two runs in one folder do not come about", "[hsm][cook]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    const FileLock lock = must(FileLock::take(bunker.folder.path()));
    CHECK(bunker.cook().error().code() == Errc::busy);
    CHECK(bunker.check().error().code() == Errc::busy);
    CHECK(bunker.resume().error().code() == Errc::busy);
}

TEST_CASE("cook: the PIN is in no file and in nothing that was said", "[hsm][cook]") {
    Bunker bunker;
    const auto ksk = key("ksk");
    bunker.put(recipe_of({generate(ksk), produce({ksk}, {ksk})}));
    REQUIRE(bunker.cooked() == "done");
    CHECK_FALSE(bunker.said(test_pin));
    for (const std::string& name : bunker.folder.names()) {
        if (name != "pin") {
            CAPTURE(name);
            CHECK(slurp(bunker.folder / name).find(test_pin) == std::string::npos);
        }
    }
}

}  // namespace
}  // namespace ceremony::test
