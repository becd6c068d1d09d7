// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/undo.hpp"

#include "cooker/actions/generate_key.hpp"
#include "cooker/key_forms.hpp"
#include "hsm/back_door.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

const auto ksk = key("ksk");

Outcome undo(Rig& rig, cooker::BeforeDestroying ask = {}) {
    return cooker::undo_keys({rig.preflight->bench, rig.settings->guard, *rig.keystore,
                              rig.journal->contents(), *rig.transcript, std::move(ask)});
}

cooker::JournalKey announced(const std::string& label = "ksk") {
    return {"default", cooker::new_on_token(key(label).name).id, label};
}

pkcs11::NewKeyPair pair_of(const cooker::JournalKey& name) {
    pkcs11::NewKeyPair wanted;
    wanted.kind = KeyKind::p256;
    wanted.id = name.id;
    wanted.label = name.label;
    return wanted;
}

TEST_CASE("undo: what was made is destroyed, and all is as before", "[hsm][undo]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    const auto before = bunker.inventory();
    Rig rig(bunker, recipe_of({generate(ksk), generate(key("second"))}));
    must(cooker::generate_key(rig.execution(), 0));
    must(cooker::generate_key(rig.execution(), 1));
    std::vector<std::string> asked;
    CHECK(undo(rig, [&asked](const std::vector<std::string>& lines) -> Outcome {
              asked.push_back(lines.front());
              CHECK(lines.back().find("DS of example. ") != std::string::npos);
              return Nothing{};
          }).ok());
    // The last first.
    REQUIRE(asked.size() == 2);
    CHECK(asked.front().find("second") != std::string::npos);
    CHECK(must(cooker::fingerprints(must(rig.token().objects()))) == before);
    // A second time there is nothing left to do.
    CHECK(undo(rig).ok());
}

TEST_CASE("undo: a key that was announced and perhaps made goes, too", "[hsm][undo]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(ksk)}));
    must(rig.journal->append(cooker::Intent{cooker::Making::generate, announced()}));
    SECTION("it was not made") {}
    SECTION("it was made") {
        must(rig.token().generate(pair_of(announced())));
    }
    SECTION("half of it was made") {
        must(rig.token().generate(pair_of(announced())));
        BackDoor(rig.token()).destroy(pkcs11::ObjectClass::public_key, "ksk");
    }
    CHECK(undo(rig).ok());
    CHECK(must(rig.token().objects()).empty());
}

TEST_CASE("undo: who says no keeps the key, and it is told", "[hsm][undo]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(ksk)}));
    must(cooker::generate_key(rig.execution(), 0));
    const auto outcome = undo(rig, [](const std::vector<std::string>& /*lines*/) {
        return Outcome(Error{Errc::refused, "no"});
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK(bunker.said("Left in place: the key with ID"));
    CHECK(must(rig.token().objects()).size() == 2);
}

TEST_CASE("undo: a key that was not made by this run is never destroyed", "[hsm][undo]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "precious"));
    const auto before = bunker.inventory();
    Rig rig(bunker, recipe_of({generate(ksk)}));
    const auto hash_of = [&rig](const std::string& label) {
        return must(
            cooker::public_key_hash(must(rig.token().find_key_pair(labelled(label))).public_key()));
    };
    std::size_t objects = 2;
    SECTION("a journal names a key that the recipe does not make") {
        const cooker::JournalKey precious{"default", new_key(KeyKind::p256, "precious").id,
                                          "precious"};
        must(rig.journal->append(cooker::Intent{cooker::Making::generate, precious}));
        must(rig.journal->append(cooker::Made{precious, hash_of("precious")}));
    }
    SECTION("a journal names a repository that is not there") {
        auto name = announced();
        name.repository = "vault";
        must(rig.journal->append(cooker::Intent{cooker::Making::generate, name}));
    }
    SECTION("another key has the ID of the one that was made") {
        must(cooker::generate_key(rig.execution(), 0));
        must(rig.token().destroy(labelled("ksk")));
        must(rig.token().generate(pair_of(announced())));
        objects = 4;
    }
    SECTION("nothing shows any more which key it is") {
        must(cooker::generate_key(rig.execution(), 0));
        BackDoor(rig.token()).destroy(pkcs11::ObjectClass::public_key, "ksk");
        objects = 3;
    }
    SECTION("the guard protects it") {
        must(cooker::generate_key(rig.execution(), 0));
        const auto& result = std::get<recipe::GenerateKey>(rig.cooked.actions[0].params).cooked;
        rig.settings->guard.protect = {*result->ds};
        objects = 4;
    }
    const auto outcome = undo(rig);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK(bunker.said("Left in place: the key with ID"));
    CHECK(must(rig.token().objects()).size() == objects);
}

TEST_CASE("undo: a key that was there when the run began is not touched", "[hsm][undo]") {
    // A planted journal and recipe: the recipe makes a key of the ID of one that exists.
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(ksk)}));
    must(rig.token().generate(pair_of(announced())));
    cooker::JournalBegin begin = rig.journal->contents().begin();
    begin.tokens[0].objects = must(cooker::fingerprints(must(rig.token().objects())));
    std::filesystem::remove(rig.files.journal());
    rig.journal.reset();
    rig.journal.emplace(must(cooker::Journal::begin(rig.files.journal(), begin)));
    must(rig.journal->append(cooker::Intent{cooker::Making::generate, announced()}));
    CHECK(undo(rig).error().code() == Errc::undo_failed);
    CHECK(bunker.said("it was there before"));
    CHECK(must(rig.token().objects()).size() == 2);
}

TEST_CASE("undo: objects that nobody announced are told", "[hsm][undo]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    Rig rig(bunker, recipe_of({generate(ksk)}));
    SECTION("one more") {
        must(rig.token().generate(new_key(KeyKind::p256, "stranger")));
        CHECK(undo(rig).error().code() == Errc::undo_failed);
        CHECK(bunker.said("Not as before: was not there"));
    }
    SECTION("one less") {
        must(rig.token().destroy(labelled("there before")));
        CHECK(undo(rig).error().code() == Errc::undo_failed);
        CHECK(bunker.said("Not as before: 2 objects are gone"));
    }
}

TEST_CASE("undo: keys are destroyed even when nothing can be written down", "[hsm][undo]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(ksk)}));
    must(cooker::generate_key(rig.execution(), 0));
    rig.transcript.emplace(
        [](std::string_view /*text*/) {
            return Outcome(Error{Errc::unwritable, "the screen is gone"});
        },
        bunker.program.clock);
    CHECK(undo(rig).ok());
    CHECK(must(rig.token().objects()).empty());
}

}  // namespace
}  // namespace ceremony::test
