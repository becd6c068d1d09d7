// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/cook.hpp"

#include <algorithm>
#include <csignal>

#include "base/file_lock.hpp"
#include "cooked/verify.hpp"
#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

std::vector<recipe::Violation> verdict(const recipe::Recipe& cooked) {
    cooked::VerifiedSignatures verified;
    return cooked::verify(cooked, {}, verified);
}

// The names in the folder that a finished or refused run must not leave.
std::vector<std::string> litter(const Bunker& bunker) {
    std::vector<std::string> found;
    for (const std::string& name : bunker.folder.names()) {
        if (name.ends_with(".part") || name.ends_with(".final") || name.ends_with(".journal") ||
            name.ends_with(".tmp")) {
            found.push_back(name);
        }
    }
    return found;
}

std::string text_of(const Bunker& bunker, std::string_view beginning) {
    std::string text;
    for (const std::string& name : bunker.folder.names()) {
        if (name.starts_with(beginning)) {
            text += slurp(bunker.folder / name);
        }
    }
    return text;
}

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

// The numbers of the calls of `function` when this recipe is cooked without a fault, on a
// token with one key.
std::vector<unsigned long> calls_when_cooked(const recipe::Recipe& recipe,
                                             const std::string& function) {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("");
    bunker.put(recipe);
    REQUIRE(bunker.cooked() == "done");
    return bunker.calls_of(function);
}

TEST_CASE("cook: a late failure leaves everything as before", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe = recipe_of({generate(ksk), produce({ksk}, {ksk})});
    const unsigned long last = calls_when_cooked(recipe, "C_Sign").back();
    struct Row {
        std::string fault;
        Errc code;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"falsify " + std::to_string(last), Errc::crypto},
        {"fail " + std::to_string(last) + " 30", Errc::token},
        {"fail-after " + std::to_string(last) + " 30", Errc::token},
    }));
    CAPTURE(row.fault);
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    const auto before = bunker.inventory();
    bunker.use_faults(row.fault + "\n");
    bunker.put(recipe);
    const std::string approved = slurp(bunker.folder / "recipe.json");
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == row.code);
    CHECK(bunker.said("ABORTED: any DS record printed above is void"));
    CHECK(bunker.said("Everything is as it was before"));
    CHECK(bunker.inventory() == before);
    CHECK(slurp(bunker.folder / "recipe.json") == approved);
    CHECK(litter(bunker).empty());
    CHECK(text_of(bunker, "recipe.json.journal.done").find("END ending=undone") !=
          std::string::npos);

    // Nothing stands in the way of another recipe of that name.
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.approved"));
    bunker.use_no_faults();
    auto next = recipe;
    next.preamble.description = "the next attempt";
    bunker.put(next);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("cook: what cannot be undone is told, and the journal stays", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe = recipe_of({generate(ksk), produce({ksk}, {ksk})});
    const unsigned long last = calls_when_cooked(recipe, "C_Sign").back();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("gone " + std::to_string(last) + "\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK(outcome.error().hint() == "cooker resume -c " + (bunker.folder / "cooker.yaml") + " " +
                                        (bunker.folder / "recipe.json.journal"));
    CHECK(bunker.objects().size() == 4);

    // Until somebody resumes it, nothing else runs here.
    bunker.use_no_faults();
    const auto again = bunker.cook();
    CHECK(again.error().code() == Errc::refused);
    CHECK_THAT(again.error().message(), Catch::Contains("a run was interrupted here"));
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.resume_at_terminal("yes", {"destroy this key?"}) == "done");
    CHECK(bunker.objects().size() == 2);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("cook: a deletion that fails does not undo the recipe", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    const unsigned long first = calls_when_cooked(recipe, "C_DestroyObject").front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("fail " + std::to_string(first) + " 30\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::left_over);
    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    CHECK_FALSE(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
    CHECK(bunker.objects().size() == 4);
    CHECK(litter(bunker).empty());
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

TEST_CASE("cook: a run that is killed is undone or finished, wherever it was", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    struct Row {
        std::string what;
        std::string function;
        bool is_last;
        std::string kill;
        std::vector<std::string> questions;
        bool is_done;
    };
    const auto row = GENERATE(values<Row>({
        {"before the key is made", "C_GenerateKeyPair", true, "kill", {}, false},
        {"after the key was made",
         "C_GenerateKeyPair",
         true,
         "kill-after",
         {"destroy this key?"},
         false},
        {"before the set is signed", "C_Sign", true, "kill", {"destroy this key?"}, false},
        {"before the first half is destroyed",
         "C_DestroyObject",
         false,
         "kill",
         {"finish the interrupted run?"},
         true},
        {"between the halves",
         "C_DestroyObject",
         false,
         "kill-after",
         {"finish the interrupted run?"},
         true},
        {"after the second half was destroyed",
         "C_DestroyObject",
         true,
         "kill-after",
         {"finish the interrupted run?"},
         true},
    }));
    CAPTURE(row.what);
    const std::vector<unsigned long> calls = calls_when_cooked(recipe, row.function);
    const unsigned long number = row.is_last ? calls.back() : calls.front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    const auto before = bunker.inventory();
    bunker.use_faults(row.kill + " " + std::to_string(number) + "\n");
    bunker.put(recipe);
    REQUIRE(bunker.cook_until_killed() == SIGKILL);
    bunker.use_no_faults();

    // Whoever says no keeps everything as it is.
    if (!row.questions.empty()) {
        CHECK(bunker.resume_at_terminal("no", {row.questions.front()}) != "done");
    }
    const std::string ending = bunker.resume_at_terminal("yes", row.questions);
    CAPTURE(bunker.seen);
    REQUIRE(ending == "done");
    CHECK(litter(bunker).empty());
    if (row.is_done) {
        const recipe::Recipe cooked = bunker.result();
        CHECK(verdict(cooked).empty());
        CHECK(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
        CHECK(bunker.objects().size() == 2);
        CHECK(bunker.objects().front().label == "ksk");
    } else {
        CHECK(bunker.inventory() == before);
        CHECK(bunker.cooked() == "done");
    }
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

TEST_CASE("cook: what fails behind the commit point is not said to be as before", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    const unsigned long first = calls_when_cooked(recipe, "C_DestroyObject").front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("gone " + std::to_string(first) + "\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK_THAT(outcome.error().message(), Catch::Contains("has passed its commit point"));
    CHECK(outcome.error().hint() == "cooker resume -c " + (bunker.folder / "cooker.yaml") + " " +
                                        (bunker.folder / "recipe.json.journal"));
    CHECK(bunker.said("Not done."));
    bunker.use_no_faults();
    const auto resumed = bunker.resume();
    REQUIRE_FALSE(resumed.ok());
    CHECK(resumed.error().code() == Errc::left_over);  // the deletion
    CHECK(litter(bunker).empty());
}

}  // namespace
}  // namespace ceremony::test
