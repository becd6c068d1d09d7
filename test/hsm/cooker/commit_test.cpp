// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commit.hpp"

#include "cooker/attestation.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test::commit_test {
namespace {

const auto ksk = key("ksk");

recipe::Recipe simple() {
    return recipe_of({generate(ksk), produce({ksk}, {ksk})});
}

TEST_CASE("commit: what is ready is what was made, verified and on the medium", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    CHECK(rig.journal->contents().stage() == cooker::Stage::destroying);
    const std::string part = slurp(rig.files.part());
    CHECK(rig.journal->contents().part() == must(crypto::sha256(as_bytes(part))));
    CHECK(bunker.result("recipe.json.part") == rig.cooked);
    CHECK_FALSE(rig.cooked.preamble.cooked->complete);
}

TEST_CASE("commit: a result that is not good never becomes ready", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    auto& set = std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[1].params);
    auto& generation = std::get<recipe::GenerateKey>(rig.cooked.actions[0].params);
    SECTION("a tag that is another") {
        generation.cooked->key_tag = static_cast<std::uint16_t>(*generation.cooked->key_tag + 1);
    }
    SECTION("a signature that is missing") {
        set.cooked->keyset.pop_back();
    }
    SECTION("a result that is missing") {
        set.cooked.reset();
    }
    SECTION("something else than was approved") {
        set.ttl += 1;
    }
    SECTION("something that was not asked for") {
        rig.cooked.preamble.description = "another";
    }
    const auto outcome = cooker::make_ready(rig.commitment());
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
    CHECK(rig.journal->contents().stage() == cooker::Stage::making);
    CHECK_FALSE(std::filesystem::exists(rig.files.part()));
}

TEST_CASE("commit: nothing takes the place of a file that is there", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    static_cast<void>(bunker.folder.file("recipe.json.part", "of somebody else"));
    CHECK(cooker::make_ready(rig.commitment()).error().code() == Errc::unwritable);
    CHECK(rig.journal->contents().stage() == cooker::Stage::making);
}

TEST_CASE("commit: a result gets its name last, and what is left over is told", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    must(cooker::make_final(rig.commitment()));
    CHECK(rig.journal->contents().stage() == cooker::Stage::finishing);
    CHECK_FALSE(bunker.result("recipe.json").preamble.cooked.has_value());
    SECTION("all is well") {
        must(cooker::finish(rig.commitment()));
        CHECK(rig.left_over.empty());
    }
    SECTION("somebody else was at the token meanwhile") {
        must(rig.token().generate(new_key(KeyKind::p256, "stranger")));
        const auto outcome = cooker::finish(rig.commitment());
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code() == Errc::left_over);
        CHECK(rig.left_over.size() == 2);
    }
    CHECK(bunker.result("recipe.json").preamble.cooked->complete);
    CHECK_FALSE(std::filesystem::exists(rig.files.part()));
    CHECK_FALSE(std::filesystem::exists(rig.files.final_file()));
    CHECK_FALSE(std::filesystem::exists(rig.files.journal()));
    CHECK(std::filesystem::exists(rig.files.journal() + ".done"));
}

TEST_CASE("commit: a final file that is another than the journal says stops everything",
          "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    must(cooker::make_final(rig.commitment()));
    const std::string before = slurp(rig.files.output);
    std::filesystem::remove(rig.files.final_file());
    SECTION("it was changed") {
        static_cast<void>(bunker.folder.file("recipe.json.final", "{}"));
    }
    SECTION("it is gone") {}
    const auto outcome = cooker::finish(rig.commitment());
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(slurp(rig.files.output) == before);
    CHECK(rig.journal->contents().stage() == cooker::Stage::finishing);
}

TEST_CASE("commit: the result replaces the approved recipe and no other file", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    const std::string approved = slurp(rig.files.recipe);
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    must(cooker::make_final(rig.commitment()));
    SECTION("the recipe has another text now") {
        std::ofstream(rig.files.recipe, std::ios::app) << "\n";
        CHECK(cooker::finish(rig.commitment()).error().code() == Errc::refused);
        CHECK(slurp(rig.files.recipe) == approved + "\n");
    }
    SECTION("the copy of the recipe is another recipe") {
        static_cast<void>(bunker.folder.file("recipe.json.approved", "{}"));
        CHECK(cooker::finish(rig.commitment()).error().code() == Errc::unwritable);
        CHECK(slurp(rig.files.recipe) == approved);
    }
    SECTION("the recipe is gone, and its copy is made all the same") {
        std::filesystem::remove(rig.files.recipe);
        must(cooker::finish(rig.commitment()));
        CHECK(slurp(rig.files.approved()) == approved);
        return;
    }
    CHECK(std::filesystem::exists(rig.files.final_file()));
    CHECK(std::filesystem::exists(rig.files.journal()));
}

TEST_CASE("commit: an attestation that is there is believed when it is the right one",
          "[hsm][commit]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "attest"));
    bunker.configure(usual_guard, "", "attest: { keyLabel: attest }\n");
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    must(cooker::make_final(rig.commitment()));
    const std::string path = rig.files.attestation();
    SECTION("it is another file") {
        static_cast<void>(bunker.folder.file("recipe.json.attest.jws", "{}"));
        CHECK(cooker::finish(rig.commitment()).error().code() == Errc::refused);
        CHECK(slurp(path) == "{}");
        CHECK(rig.journal->contents().stage() == cooker::Stage::finishing);
    }
    SECTION("it is one of this key, of another file") {
        const auto final_file =
            must(cooker::understand(must(cooker::read_once(rig.files.final_file()))));
        auto manifest = must(cooked::make_manifest(*final_file.document, final_file.recipe));
        const bool is_right = GENERATE(true, false);
        if (!is_right) {
            manifest.actions_root[0] ^= 1U;
        }
        const auto pair = must(cooker::find_attest_key(*rig.settings->attest, *rig.keystore));
        const std::string text = must(cooker::attest_on_token(manifest, pair, *rig.keystore));
        static_cast<void>(bunker.folder.file("recipe.json.attest.jws", text));
        CHECK(cooker::finish(rig.commitment()).ok() == is_right);
        CHECK(slurp(path) == text);
    }
}

TEST_CASE("commit: everything that is wrong with a result is told", "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    std::get<recipe::GenerateKey>(rig.cooked.actions[0].params).cooked.reset();
    std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[1].params).cooked.reset();
    const std::string message = cooker::make_ready(rig.commitment()).error().message();
    CHECK(message.find("recipe.actions[0]") != std::string::npos);
    CHECK(message.find("recipe.actions[1]") != std::string::npos);
}

TEST_CASE("commit: a transcript that cannot be written is left over, and stops nothing",
          "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    must(cooker::make_final(rig.commitment()));
    bunker.program.out = [](std::string_view /*text*/) {
        return Outcome(Error{Errc::unwritable, "the screen is gone"});
    };
    rig.transcript.emplace(bunker.program.out, bunker.program.clock);
    CHECK(cooker::finish(rig.commitment()).error().code() == Errc::left_over);
    CHECK(bunker.result("recipe.json").preamble.cooked->complete);
}

TEST_CASE("commit: whatever fails behind the commit point leaves a run for people",
          "[hsm][commit]") {
    Bunker bunker;
    Rig rig(bunker, simple());
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    static_cast<void>(bunker.folder.file("recipe.json.approved", "{}"));
    const auto outcome = cooker::complete(rig.commitment(), rig.preflight->bench);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK_THAT(outcome.error().message(),
               Catch::Contains("exists already, and is another recipe") &&
                   Catch::Contains("has passed its commit point and is not finished"));
    CHECK(rig.journal->contents().stage() == cooker::Stage::finishing);
    std::filesystem::remove(rig.files.approved());
    must(cooker::complete(rig.commitment(), rig.preflight->bench));
    CHECK(bunker.result().preamble.cooked->complete);
}

}  // namespace
}  // namespace ceremony::test::commit_test
