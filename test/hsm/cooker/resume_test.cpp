// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resume.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "cooker/actions/generate_key.hpp"
#include "cooker/key_forms.hpp"
#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "hsm/cooker/bunker.hpp"
#include "hsm/cooker/interrupted_run.hpp"

namespace ceremony::test::resume_test {
namespace {

const auto ksk = key("ksk");

TEST_CASE("resume: a run that made nothing is at its end", "[hsm][resume]") {
    Bunker bunker;
    const auto begin = begin_for(bunker, simple());
    static_cast<void>(write_journal(bunker, begin));
    REQUIRE(bunker.resume().ok());
    CHECK(bunker.said("Everything is as it was before the run"));
    CHECK(bunker.said("cannot be continued"));  // there was no transcript
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal.done"));
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("resume: a torn record does not count", "[hsm][resume]") {
    Bunker bunker;
    const auto begin = begin_for(bunker, simple());
    static_cast<void>(write_journal(bunker, begin));
    std::ofstream(bunker.folder / "recipe.json.journal", std::ios::app) << "0123 torn";
    REQUIRE(bunker.resume().ok());
    CHECK(bunker.said("Its last record was cut off"));
}

TEST_CASE("resume: a journal that has its end is put away", "[hsm][resume]") {
    Bunker bunker;
    auto journal = write_journal(bunker, begin_for(bunker, simple()));
    must(journal.append(cooker::End{cooker::Ending::undone}));
    const std::string line = "2026-12-01 10:00:00  cooker 1.0\n";
    const std::string transcript = bunker.folder.file("transcript.txt", line);
    SECTION("by resume") {
        REQUIRE(bunker.resume().ok());
        CHECK(bunker.said("had its end already"));
        CHECK(bunker.said("Undone."));
        const auto again = bunker.resume("recipe.json.journal.done");
        REQUIRE_FALSE(again.ok());
        CHECK(again.error().code() == Errc::refused);
        CHECK_THAT(again.error().message(), Catch::Contains("nothing is left to do"));
    }
    SECTION("by the next run") {
        CHECK(bunker.cooked() == "done");
        CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal.2.done"));
    }
    // What was signed stays as it was.
    CHECK(slurp(transcript) == line);
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal.done"));
}

TEST_CASE("resume: what is not as the journal says stops everything", "[hsm][resume]") {
    Bunker bunker;
    auto begin = begin_for(bunker, simple());
    Errc code = Errc::refused;
    std::string reason;
    SECTION("another recipe") {
        begin.recipe.fill(7);
        code = Errc::not_found;
        reason = "is the recipe that the journal tells of";
    }
    SECTION("another token") {
        begin.tokens[0].serial = "0000";
        reason = "is another token than in the journal";
    }
    SECTION("another repository") {
        begin.tokens[0].repository = "vault";
        reason = "that the configuration does not have";
    }
    static_cast<void>(write_journal(bunker, begin));
    const auto outcome = bunker.resume();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == code);
    CHECK(outcome.error().message().find(reason) != std::string::npos);
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal"));
}

TEST_CASE("resume: a damaged journal is for people", "[hsm][resume]") {
    Bunker bunker;
    const auto begin = begin_for(bunker, simple());
    static_cast<void>(write_journal(bunker, begin));
    std::string text = slurp(bunker.folder / "recipe.json.journal");
    text[5] = text[5] == '0' ? '1' : '0';
    std::filesystem::remove(bunker.folder / "recipe.json.journal");
    static_cast<void>(bunker.folder.file("recipe.json.journal", text));
    CHECK(bunker.resume().error().code() == Errc::syntax);
    CHECK(bunker.resume("none.journal").error().code() == Errc::not_found);
}

TEST_CASE("resume: the transcript of the interrupted run is continued", "[hsm][resume]") {
    Bunker bunker;
    static_cast<void>(write_journal(bunker, begin_for(bunker, simple())));
    const std::string line = "2026-12-01 10:00:00  cooker 1.0\n";
    const std::string path = bunker.folder.file("transcript.txt", line);
    REQUIRE(bunker.resume().ok());
    CHECK(slurp(path).starts_with(line));
    CHECK(slurp(path).find("Resuming the run of") != std::string::npos);
}

TEST_CASE("resume: a configuration beside the journal is not taken without being named",
          "[hsm][resume]") {
    Bunker bunker;
    const TempFolder elsewhere;
    auto begin = begin_for(bunker, simple());
    begin.recipe_name = elsewhere.file("r.json", slurp(bunker.folder / "recipe.json"));
    static_cast<void>(write_journal(bunker, begin));
    const CurrentFolder current(bunker.folder.path());
    cooker::Options options;
    options.recipe = begin.recipe_name;
    options.files = {"recipe.json.journal"};
    const auto outcome = cooker::resume(options, bunker.program);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().message() ==
          "\"cooker.yaml\": lies in the current folder, and is not taken here without "
          "being named");
    options.config = "cooker.yaml";
    CHECK(cooker::resume(options, bunker.program).ok());
}

// A run up to the commit point, as if it had been killed there; its journal.
void stop_at_ready(Bunker& bunker, const recipe::Recipe& recipe) {
    auto begin = begin_for(bunker, recipe);
    Rig rig(bunker, recipe);
    std::filesystem::remove(rig.files.journal());
    rig.journal.reset();
    rig.journal.emplace(must(cooker::Journal::begin(rig.files.journal(), begin)));
    rig.make();
    must(cooker::make_ready(rig.commitment()));
}

// A run that made its key and got no further.
void stop_at_key(Bunker& bunker) {
    const auto recipe = recipe_of({generate(ksk)});
    auto begin = begin_for(bunker, recipe);
    Rig rig(bunker, recipe);
    std::filesystem::remove(rig.files.journal());
    rig.journal.reset();
    rig.journal.emplace(must(cooker::Journal::begin(rig.files.journal(), begin)));
    must(cooker::generate_key(rig.execution(), 0));
}

std::string guard_with(const std::string& line, const std::string& instead) {
    std::string guard = usual_guard;
    const std::size_t start = guard.find("  " + line + ":");
    return guard.replace(start, guard.find('\n', start) - start, "  " + line + ": " + instead);
}

TEST_CASE("resume: a recipe that the guard refuses goes no further in a journal", "[hsm][resume]") {
    Bunker bunker;
    stop_at_ready(bunker, simple());
    bunker.configure(guard_with("zones", "[example2.]"));
    CHECK(bunker.resume().error().code() == Errc::refused);
    CHECK(bunker.said("guard.zones does not list"));
    CHECK(bunker.said("Warning: the interrupted run had another configuration"));
}

TEST_CASE("resume: nothing but protect keeps a key from being undone", "[hsm][resume]") {
    Bunker bunker;
    stop_at_key(bunker);
    SECTION("not the clock") {
        bunker.configure(guard_with("max-ahead", "P1D"));
        bunker.program.clock = [] {
            return UtcTime::from_text("1970-01-01");
        };
    }
    SECTION("not a rule of the guard") {
        bunker.configure(guard_with("zones", "[example2.]"));
    }
    SECTION("not an attestation that was asked for later, on a token that is not there") {
        bunker.configure(usual_guard,
                         "  vault:\n    module: " + softhsm_module() + "\n    label: vault\n",
                         "attest: { keyStore: vault, keyLabel: attest }\n");
    }
    CHECK(bunker.resume_at_terminal("yes", {"destroy this key?"}) == "done");
    CHECK(bunker.objects().empty());
}

TEST_CASE("resume: a key that the guard protects is not undone", "[hsm][resume]") {
    Bunker bunker;
    stop_at_key(bunker);
    const auto objects = bunker.objects();
    const auto half = std::find_if(objects.begin(), objects.end(), [](const auto& object) {
        return object.public_key.has_value();
    });
    const Bytes data =
        must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, *half->public_key));
    const auto dnskey = recipe::to_dnskey(ksk.kind, data);
    const auto ds = must(dnssec::make_ds(zone(), dnskey, dns::DigestType::sha256));
    bunker.configure(usual_guard + "  protect: [ \"" + dns::print(ds) + "\" ]\n");
    CHECK(bunker.resume().error().code() == Errc::undo_failed);
    CHECK(bunker.objects().size() == 2);
}

TEST_CASE("resume: after the commit point the clock has no say", "[hsm][resume]") {
    Bunker bunker;
    stop_at_ready(bunker, simple());
    bunker.configure(guard_with("max-ahead", "P1D"));
    bunker.program.clock = [] {
        return UtcTime::from_text("1970-01-01");
    };
    const auto outcome = bunker.resume();
    CAPTURE(bunker.screen);
    CHECK(outcome.ok());
    CHECK(bunker.said("Done."));
}

TEST_CASE("resume: after the commit point a run is finished, with nothing to ask",
          "[hsm][resume]") {
    Bunker bunker;
    stop_at_ready(bunker, simple());
    SECTION("nothing was done yet") {}
    SECTION("a final file was begun") {
        static_cast<void>(bunker.folder.file("recipe.json.final", "{"));
    }
    const auto outcome = bunker.resume();
    CAPTURE(bunker.screen);
    REQUIRE(outcome.ok());
    const recipe::Recipe cooked = bunker.result();
    CHECK(cooked.preamble.cooked->complete);
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.part"));
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.final"));
    CHECK(bunker.objects().size() == 2);
}

TEST_CASE("resume: a result that is not the one of the journal is for people", "[hsm][resume]") {
    Bunker bunker;
    stop_at_ready(bunker, simple());
    SECTION("it is gone") {
        std::filesystem::remove(bunker.folder / "recipe.json.part");
    }
    SECTION("it was changed") {
        std::ofstream(bunker.folder / "recipe.json.part", std::ios::app) << " ";
    }
    const auto outcome = bunker.resume();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message().find("people have to decide") != std::string::npos);
    CHECK(bunker.objects().size() == 2);
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal"));
}

TEST_CASE("resume: a planted journal and result get nothing destroyed unasked", "[hsm][resume]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "precious"));
    recipe::DeleteKey deletion{key("precious"), true, std::nullopt, zone(), std::nullopt};
    stop_at_ready(bunker, recipe_of({{"", deletion}}));
    bunker.options.yes = true;
    const auto unasked = bunker.resume();
    REQUIRE_FALSE(unasked.ok());
    CHECK(unasked.error().message() ==
          "finish the interrupted run?: there is no terminal in this test");
    CHECK(bunker.objects().size() == 2);
    CHECK(bunker.resume_at_terminal("no", {"finish the interrupted run?"}) ==
          "refused: not confirmed: finish the interrupted run?");
    CHECK_THAT(bunker.seen, Catch::Contains("example. DS "));
    CHECK(bunker.objects().size() == 2);
    CHECK(bunker.resume_at_terminal("yes", {"finish the interrupted run?"}) == "done");
    CHECK(bunker.objects().empty());
}

TEST_CASE("resume: a result that is no good is not finished, whatever its hash", "[hsm][resume]") {
    Bunker bunker;
    const auto recipe = simple();
    auto begin = begin_for(bunker, recipe);
    {
        Rig rig(bunker, recipe);
        std::filesystem::remove(rig.files.journal());
        rig.journal.reset();
        rig.journal.emplace(must(cooker::Journal::begin(rig.files.journal(), begin)));
        rig.make();
        auto& set = std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[1].params);
        set.cooked->keyset.pop_back();
        const std::string text = recipe::write_recipe(rig.cooked);
        static_cast<void>(bunker.folder.file("recipe.json.part", text));
        must(rig.journal->append(cooker::Ready{must(crypto::sha256(as_bytes(text)))}));
    }
    CHECK(bunker.resume().error().code() == Errc::crypto);
}

TEST_CASE("resume: a commit point that can no longer be read is for people", "[hsm][resume]") {
    Bunker bunker;
    stop_at_ready(bunker, simple());
    const std::string path = bunker.folder / "recipe.json.journal";
    std::string text = slurp(path);
    text[text.size() - 3] = text[text.size() - 3] == '0' ? '1' : '0';
    std::filesystem::remove(path);
    static_cast<void>(bunker.folder.file("recipe.json.journal", text));
    const auto outcome = bunker.resume();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK_THAT(outcome.error().message(), Catch::Contains("may have been its commit point"));
    CHECK(std::filesystem::exists(bunker.folder / "recipe.json.part"));
    CHECK(bunker.objects().size() == 2);
}

}  // namespace
}  // namespace ceremony::test::resume_test
