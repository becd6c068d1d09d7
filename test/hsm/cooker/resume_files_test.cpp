// SPDX-License-Identifier: BSD-3-Clause
//
// resume_files_test.cpp -- a recipe, a result and a transcript that lie elsewhere than the journal
// of their run.

#include <filesystem>
#include <string>

#include "hsm/cooker/bunker.hpp"
#include "hsm/cooker/interrupted_run.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("resume: files elsewhere that a journal names are touched only after a yes",
          "[hsm][resume]") {
    Bunker bunker;
    const TempFolder elsewhere;
    auto begin = begin_for(bunker, simple());
    const std::string part = elsewhere.file("o.json.part", "precious");
    const std::string other = elsewhere.file("log", "2026-12-01 10:00:00  another program\n");
    begin.output_name = elsewhere / "o.json";
    begin.transcript_name = other;
    static_cast<void>(write_journal(bunker, begin));
    const auto names = bunker.folder.names();
    const std::string question = "are these the files of that run?";
    bunker.options.yes = true;

    SECTION("not without a terminal") {
        const auto unasked = bunker.resume();
        REQUIRE_FALSE(unasked.ok());
        CHECK(unasked.error().code() == Errc::unavailable);
        CHECK(unasked.error().message() == question + ": there is no terminal in this test");
        CHECK(slurp(part) == "precious");
        CHECK(bunker.folder.names() == names);
    }
    SECTION("not after a no") {
        CHECK(bunker.resume_at_terminal("no", {question}) == "refused: not confirmed: " + question);
        CHECK_THAT(bunker.seen, Catch::Contains(part));
        CHECK_THAT(bunker.seen, Catch::Contains(other));
        CHECK(slurp(part) == "precious");
        CHECK(bunker.folder.names() == names);
    }
    SECTION("after a yes, but no file that is not a transcript is added to") {
        CHECK(bunker.resume_at_terminal("yes", {question}) == "done");
        CHECK_FALSE(std::filesystem::exists(part));
    }
    SECTION("not when the command line names another result") {
        const std::string mine = bunker.folder.file("o.json.part", "mine");
        bunker.options.output = bunker.folder / "o.json";
        bunker.options.transcript = bunker.folder / "t.txt";
        const auto outcome = bunker.resume();
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code() == Errc::refused);
        CHECK_THAT(outcome.error().message(),
                   Catch::Contains("is not the result of the run that is to be undone"));
        CHECK(slurp(part) == "precious");
        CHECK(slurp(mine) == "mine");
    }
    CHECK(slurp(other) == "2026-12-01 10:00:00  another program\n");
    CHECK(bunker.objects().empty());
}

TEST_CASE("resume: a recipe elsewhere is read only after a yes", "[hsm][resume]") {
    Bunker bunker;
    const TempFolder elsewhere;
    auto begin = begin_for(bunker, simple());
    begin.recipe_name = elsewhere.file("r.json", slurp(bunker.folder / "recipe.json"));
    static_cast<void>(write_journal(bunker, begin));
    CHECK(bunker.resume().error().code() == Errc::unavailable);
    CHECK(bunker.resume_at_terminal("yes", {"are these the files of that run?"}) == "done");
}

TEST_CASE("resume: the result of a run that is undone is removed where it is now",
          "[hsm][resume]") {
    Bunker bunker;
    const TempFolder elsewhere;
    auto begin = begin_for(bunker, simple());
    begin.output_name = elsewhere / "gone/o.json";
    begin.transcript_name = elsewhere / "gone/t.txt";
    static_cast<void>(write_journal(bunker, begin));
    const std::string question = "are these the files of that run?";
    SECTION("not while nobody knows where that is") {
        CHECK_THAT(bunker.resume_at_terminal("yes", {question}),
                   Catch::StartsWith("unwritable: ") && Catch::Contains("o.json.part") &&
                       Catch::Contains("its folder is not there"));
        CHECK(std::filesystem::exists(bunker.folder / "recipe.json.journal"));
    }
    SECTION("the folder that it was mounted on is no proof") {
        std::filesystem::create_directory(elsewhere / "gone");
        CHECK_THAT(bunker.resume_at_terminal("no", {question}), Catch::StartsWith("refused"));
        bunker.options.transcript = bunker.folder / "t.txt";
        bunker.options.output = elsewhere / "gone/o.json";
        const std::string medium = "is this the medium that the run wrote to?";
        CHECK(bunker.resume_at_terminal("no", {medium}) == "refused: not confirmed: " + medium);
        CHECK(bunker.resume_at_terminal("yes", {medium}) == "done");
    }
    SECTION("under another folder, with -o") {
        const std::string part = elsewhere.file("o.json.part", "with a DS");
        bunker.options.output = elsewhere / "o.json";
        bunker.options.transcript = bunker.folder / "t.txt";
        const auto outcome = bunker.resume();
        CAPTURE(bunker.screen);
        CHECK(outcome.ok());
        CHECK_FALSE(std::filesystem::exists(part));
        CHECK(std::filesystem::exists(bunker.folder / "t.txt"));
    }
}

}  // namespace
}  // namespace ceremony::test
