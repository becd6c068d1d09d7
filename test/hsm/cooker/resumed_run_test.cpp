// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resumed_run.hpp"

#include "cooker/destroy.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

const auto new_pair = key("new_pair");

// A person who answers every question so, and the lines that were shown.
struct Answering {
    Outcome answer = Nothing{};
    std::vector<std::string> shown;

    cooker::AskPerson asking() {
        return [this](const std::vector<std::string>& lines, const std::string& question) {
            shown.insert(shown.end(), lines.begin(), lines.end());
            shown.push_back(question);
            return answer;
        };
    }
};

cooker::ResumedRun resumed(Rig& rig, Answering& person) {
    return {*rig.settings, *rig.file,       rig.files,      *rig.keystore,
            *rig.journal,  *rig.transcript, person.asking()};
}

TEST_CASE("resumed_run: what a run made is shown, destroyed, and its result removed",
          "[hsm][resume]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(new_pair), produce({new_pair}, {new_pair})}));
    rig.make();
    static_cast<void>(bunker.folder.file("recipe.json.part", "with a DS"));
    Answering person;
    SECTION("when the person says no it stays") {
        person.answer = Error{Errc::refused, "no"};
        CHECK(cooker::undo_run(resumed(rig, person)).error().code() == Errc::undo_failed);
        CHECK(must(rig.token().objects()).size() == 2);
        CHECK(std::filesystem::exists(rig.files.journal()));
        CHECK_FALSE(std::filesystem::exists(rig.files.part()));
    }
    SECTION("when the person says yes it goes") {
        must(cooker::undo_run(resumed(rig, person)));
        CHECK(must(rig.token().objects()).empty());
        CHECK(person.shown.back() == "destroy this key?");
        CHECK_FALSE(std::filesystem::exists(rig.files.part()));
        CHECK(std::filesystem::exists(rig.files.journal() + ".done"));
    }
    SECTION("while the folder of its result is gone nothing is destroyed") {
        rig.files.output = bunker.folder / "gone/recipe.json";
        CHECK(cooker::undo_run(resumed(rig, person)).error().code() == Errc::unwritable);
        CHECK(must(rig.token().objects()).size() == 2);
        CHECK(person.shown.empty());
    }
}

TEST_CASE("resumed_run: a deletion that failed is left over in every run that follows",
          "[hsm][resume]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(key("old"))}));
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    // It vanished: nothing is tried, and nothing of it stands in the journal.
    must(rig.token().destroy(labelled("old")));
    must(cooker::destroy_keys(rig.commitment(), rig.preflight->bench));
    must(cooker::make_final(rig.commitment()));
    Answering person;
    const auto outcome = cooker::finish_run(resumed(rig, person));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::left_over);
    CHECK(bunker.said("failed before the run was interrupted"));
    CHECK(person.shown.empty());
    CHECK(rig.journal->contents().stage() == cooker::Stage::ended);
}

TEST_CASE("resumed_run: an attestation is made only after a yes, and missed when it is missing",
          "[hsm][resume]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "attest"));
    bunker.configure(usual_guard, "", "attest: { keyLabel: attest }\n");
    Rig rig(bunker, recipe_of({generate(new_pair), produce({new_pair}, {new_pair})}));
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    REQUIRE(rig.journal->contents().begin().attestation == cooker::Attestation::wanted);
    Answering person;
    SECTION("asked for") {
        must(cooker::finish_run(resumed(rig, person)));
        CHECK_THAT(person.shown.front(), Catch::StartsWith("To be attested: "));
        CHECK(std::filesystem::exists(rig.files.attestation()));
    }
    SECTION("refused") {
        person.answer = Error{Errc::refused, "no"};
        CHECK(cooker::finish_run(resumed(rig, person)).error().code() == Errc::refused);
        CHECK(rig.journal->contents().stage() == cooker::Stage::destroying);
    }
    SECTION("with a configuration that does not ask for it") {
        rig.settings->attest.reset();
        const auto outcome = cooker::finish_run(resumed(rig, person));
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code() == Errc::left_over);
        CHECK(bunker.said("there is no attestation"));
    }
}

}  // namespace
}  // namespace ceremony::test
