// SPDX-License-Identifier: BSD-3-Clause
//
// What no guard can allow, each refused for its own reason, on a token that stays as it was.

#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"
#include "support/recipes.hpp"

namespace ceremony::test::refusals_test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

// A bunker with a KSK, and whoever wants its keys.
class Scene {
public:
    explicit Scene(pkcs11::Extraction of_ksk = pkcs11::Extraction::forbidden) {
        pkcs11::NewKeyPair wanted = new_key(KeyKind::p256, "ksk");
        wanted.extraction = of_ksk;
        ksk_id = bunker.make_key(wanted).private_half.id;
        data_ = must(cooker::transport_key_data(receiver_.public_key()));
        allow("");
    }

    // The usual guard with the receiver pinned, and these lines.
    void allow(const std::string& lines) {
        std::string guard = usual_guard;
        if (lines.find("export:") != std::string::npos) {
            const std::string line = "  export: generated\n";
            guard.erase(guard.find(line), line.size());
        }
        bunker.configure(guard + lines + "  wrapping-keys: [" +
                         encoding::encode_hex(must(crypto::sha256(data_))) + "]\n");
    }

    [[nodiscard]] recipe::Action import() const {
        return {"", recipe::ImportPublicKey{transport("receiver").name, data_, {}, false, {}}};
    }
    static recipe::Action exported(const recipe::KeyReference& wanted) {
        return {"", recipe::ExportKeypair{wanted, transport("receiver"), {}}};
    }

    // What was said when this recipe, after these edits of its text, was refused.
    std::string refused(const recipe::Recipe& recipe, std::string_view edits = "") {
        const std::string text = edited(recipe::write_recipe(recipe), edits);
        static_cast<void>(bunker.folder.file("recipe.json", text));
        bunker.screen.clear();
        const auto before = bunker.inventory();
        const Outcome outcome = bunker.cook();
        CHECK_FALSE(outcome.ok());
        CHECK(bunker.inventory() == before);
        CHECK(slurp(bunker.folder / "recipe.json") == text);
        return outcome.ok() ? "" : bunker.said_in_one_line() + outcome.error().message();
    }

    Bunker bunker;
    Bytes ksk_id;

private:
    TransportKey receiver_{2048};
    Bytes data_;
};

// The KSK under another role or another name.
recipe::KeyReference disguised(const Bytes& id, const std::string& label, recipe::KeyRole role) {
    auto reference = ksk;
    reference.kind.role = role;
    reference.name = must(recipe::KeyName::make("default", id, label));
    return reference;
}

TEST_CASE("refusals: a KSK is not exported, whatever it is called", "[rehearsal][refusals]") {
    Scene scene(pkcs11::Extraction::allowed);
    const auto other = key("other");
    // As what it is.
    CHECK_THAT(scene.refused(recipe_of({generate(other, true)})),
               Catch::Contains("a key signing key never leaves its token"));
    CHECK_THAT(scene.refused(recipe_of({generate(other), scene.import(), Scene::exported(other)})),
               Catch::Contains("a key signing key never leaves its token"));
    // As a ZSK, by its label and by its ID, that only this export names.
    const auto as_zsk = disguised({}, "ksk", recipe::KeyRole::zsk);
    const auto by_id = disguised(scene.ksk_id, "", recipe::KeyRole::zsk);
    CHECK_THAT(scene.refused(recipe_of({scene.import(), Scene::exported(as_zsk)})),
               Catch::Contains("this recipe does not generate the key"));
    CHECK_THAT(scene.refused(recipe_of({scene.import(), Scene::exported(by_id)})),
               Catch::Contains("this recipe does not generate the key"));
    // Even where the guard lets this ID go: it signs a set under its other name.
    scene.allow("  extractable-signers: confirm\n  export: [\"hex " +
                encoding::encode_hex(scene.ksk_id) + "\"]\n");
    CHECK_THAT(
        scene.refused(recipe_of({produce({ksk}, {ksk}), scene.import(), Scene::exported(by_id)})),
        Catch::Contains("actions[2] exports this key, as the token shows"));
}

TEST_CASE("refusals: a key is exported wrapped or not at all", "[rehearsal][refusals]") {
    Scene scene;
    const auto recipe = recipe_of({generate(zsk, true), scene.import(), Scene::exported(zsk)});
    CHECK_THAT(scene.refused(recipe, "remove recipe.actions[2].actionParams.wrappingKey"),
               Catch::Contains("a private key leaves a token only under a wrappingKey"));
    CHECK_THAT(scene.refused(recipe, "set recipe.actions[2].actionParams.wrappingKey null"),
               Catch::Contains("actionParams.wrappingKey: not an object"));
    CHECK_THAT(
        scene.refused(recipe, "add recipe.actions[1].actionParams.key.keySecretData \"AQID\""),
        Catch::Contains("keySecretData: only public keys are imported"));
}

TEST_CASE("refusals: a key that is exported signs no set", "[rehearsal][refusals]") {
    Scene scene;
    CHECK_THAT(scene.refused(recipe_of({generate(zsk, true), produce({ksk, zsk}, {ksk, zsk}),
                                        scene.import(), Scene::exported(zsk)})),
               Catch::Contains("what can leave the token signs no key set") &&
                   Catch::Contains("actions[3] exports this key"));
}

TEST_CASE("refusals: a key that this recipe needs is not deleted", "[rehearsal][refusals]") {
    Scene scene;
    CHECK_THAT(scene.refused(recipe_of({destroy(ksk), produce({ksk}, {ksk})})),
               Catch::Contains("deletes this key"));
}

recipe::Recipe in_line(std::uint32_t sequence, std::string_view month) {
    auto set = keyset({ksk}, {ksk});
    set.inception = at("2027-" + std::string(month) + "-01");
    set.expiration = at("2027-" + std::string(month) + "-28");
    auto recipe = recipe_of({{"", set}});
    recipe.preamble.ceremony =
        recipe::Ceremony{must(recipe::Word::from_text("chain")), sequence, 1, std::nullopt};
    return recipe;
}

TEST_CASE("refusals: only the last ceremony is the one before", "[rehearsal][refusals]") {
    Scene scene;
    Bunker& bunker = scene.bunker;
    const auto cooked_as = [&](const recipe::Recipe& recipe, const std::string& name) {
        bunker.put(recipe);
        bunker.options.output = bunker.folder / name;
        CAPTURE(bunker.screen);
        REQUIRE(bunker.cooked() == "done");
        bunker.options.output.reset();
        return must(cooker::read_once(bunker.folder / name)).sha256;
    };
    const auto shown = [&](const std::string& name) {
        bunker.options.previous = bunker.folder / name;
    };
    const crypto::Sha256 first = cooked_as(in_line(1, "01"), "first.json");
    auto second = in_line(2, "02");
    second.preamble.ceremony->previous = first;
    shown("first.json");
    const crypto::Sha256 hash_of_second = cooked_as(second, "second.json");

    auto third = in_line(3, "03");
    third.preamble.ceremony->previous = hash_of_second;
    // The file of an earlier ceremony in the place of the last.
    CHECK_THAT(scene.refused(third),
               Catch::Contains("ceremony.previous: the file shown has the hash " +
                               encoding::encode_hex(first)));
    // A recipe that follows that earlier one again.
    third.preamble.ceremony->previous = first;
    CHECK_THAT(scene.refused(third), Catch::Contains("ceremony.sequence: does not follow the 1"));
    // A recipe that was carried out already, after the last one.
    shown("second.json");
    CHECK_THAT(scene.refused(second),
               Catch::Contains("ceremony.previous: the file shown has the hash") &&
                   Catch::Contains("ceremony.sequence: does not follow the 2"));
    // A file that was changed since: its signatures are looked at.
    const std::string text = slurp(bunker.folder / "second.json");
    static_cast<void>(bunker.folder.file(
        "changed.json", edited(text, "spoil recipe.actions[0].cooked.signedKeysetRRs[1]")));
    third.preamble.ceremony->previous =
        must(cooker::read_once(bunker.folder / "changed.json")).sha256;
    shown("changed.json");
    CHECK_THAT(scene.refused(third), Catch::Contains("the signature does not verify"));

    third.preamble.ceremony->previous = hash_of_second;
    shown("second.json");
    bunker.put(third);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("refusals: a planted journal stops a run and destroys nothing unasked",
          "[rehearsal][refusals]") {
    Scene scene;
    Bunker& bunker = scene.bunker;
    const auto before = bunker.inventory();
    // Who wants the KSK to be destroyed has a recipe that makes it, and a journal of a run that
    // made it where nothing was before. All hashes in it are right.
    auto made = ksk;
    made.name = must(recipe::KeyName::make("default", scene.ksk_id, "ksk"));
    const auto recipe = recipe_of({generate(made)});
    bunker.put(recipe);
    bunker.on_token([&](pkcs11::Token& token) {
        const cooker::JournalKey name = {"default", scene.ksk_id, "ksk"};
        cooker::JournalBegin begin;
        begin.recipe = must(cooker::read_once(bunker.folder / "recipe.json")).sha256;
        begin.recipe_name = "recipe.json";
        begin.output_name = "recipe.json";
        begin.transcript_name = "transcript.txt";
        begin.tokens = {{"default", token.info().label, token.info().serial, {}}};
        cooker::Journal journal =
            must(cooker::Journal::begin(bunker.folder / "recipe.json.journal", begin));
        must(journal.append(cooker::Intent{cooker::Making::generate, name}));
        const auto pair = must(token.find_key_pair(labelled("ksk")));
        must(journal.append(cooker::Made{name, must(cooker::public_key_hash(pair.public_key()))}));
        return 0;
    });
    CHECK_THAT(scene.refused(recipe), Catch::Contains("a run was interrupted here"));
    const auto unasked = bunker.resume();
    REQUIRE_FALSE(unasked.ok());
    CHECK(bunker.inventory() == before);
    CHECK(bunker.resume_at_terminal("no", {"destroy this key?"}) != "done");
    CHECK_THAT(bunker.seen, Catch::Contains("DS of example. "));
    CHECK(bunker.inventory() == before);
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal"));
}

}  // namespace
}  // namespace ceremony::test::refusals_test
