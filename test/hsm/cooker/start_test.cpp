// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/start.hpp"

#include "cooker/journal.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("start: the files of a run follow from the command line", "[hsm][start]") {
    cooker::Options options;
    const auto usual = cooker::files_of(options);
    CHECK(usual.recipe == "recipe.json");
    CHECK(usual.output == "recipe.json");
    CHECK(usual.journal() == "recipe.json.journal");
    options.recipe = "in/r.json";
    CHECK(cooker::files_of(options).journal() == "in/r.json.journal");
    options.output = "out/c.json";
    CHECK(cooker::files_of(options).journal() == "out/c.json.journal");
    options.journal = "j//";
    CHECK(cooker::files_of(options).journal() == "j/c.json.journal");
    options.journal = "/";
    CHECK(cooker::files_of(options).journal() == "/c.json.journal");
}

TEST_CASE("start: a run that was interrupted stops the next one", "[hsm][start]") {
    const TempFolder folder;
    CHECK(cooker::lock_folder(folder.path(), "c d.yaml").ok());
    CHECK(cooker::lock_folder(folder / "none", "").error().code() == Errc::not_found);
    cooker::JournalBegin begin;
    begin.recipe_name = "r";
    begin.output_name = "o";
    begin.transcript_name = "t";
    auto journal = must(cooker::Journal::begin(folder / "x.journal", begin));
    const auto refused = cooker::lock_folder(folder.path(), "c d.yaml");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().hint() == "cooker resume -c 'c d.yaml' " + (folder / "x.journal"));
    CHECK(cooker::resume_command("", "j") == "cooker resume j");
    // One that had its end gets its last name, which the next run may need.
    must(journal.append(cooker::End{cooker::Ending::undone}));
    CHECK(cooker::lock_folder(folder.path(), "c d.yaml").ok());
    CHECK(folder.names() == std::vector<std::string>{"x.journal.done"});
    static_cast<void>(folder.file("damaged.journal", "?"));
    CHECK(cooker::lock_folder(folder.path(), "c d.yaml").error().code() == Errc::refused);
}

TEST_CASE("start: the transcript has everything, from the first line on", "[hsm][start]") {
    Bunker bunker;
    auto recipe = recipe_of({generate(key("ksk"))});
    recipe.preamble.ceremony =
        recipe::Ceremony{must(recipe::Word::from_text("nl-registry")), 12, 1, std::nullopt};
    bunker.put(recipe);
    {
        cooker::Transcript transcript(bunker.program.out, bunker.program.clock);
        const auto start = cooker::start(bunker.options, bunker.program, transcript);
        REQUIRE(start.ok());
        CHECK(cooker::folder_of(transcript.path()) == bunker.folder.path());
        CHECK(cooker::name_of(transcript.path()).starts_with("transcript-nl-registry-12-1-"));
        CHECK(cooker::end_run(cooker::Conclusion::done, transcript).ok());
        const std::string text = slurp(transcript.path());
        CHECK(text.find("SHA-256 of this program") != std::string::npos);
        CHECK(text.find("SHA-256 of \"" + (bunker.folder / "recipe.json")) != std::string::npos);
        CHECK(text.find("SHA-256 of the configuration") != std::string::npos);
    }
    // The next run in the same second has a name of its own.
    cooker::Transcript again(bunker.program.out, bunker.program.clock);
    CHECK(cooker::start(bunker.options, bunker.program, again).ok());
}

TEST_CASE("start: a recipe that cannot be understood leaves a transcript, too", "[hsm][start]") {
    Bunker bunker;
    static_cast<void>(bunker.folder.file("recipe.json", "{ not a recipe"));
    CHECK(bunker.cook().error().code() == Errc::syntax);
    std::string transcript;
    for (const std::string& name : bunker.folder.names()) {
        if (name.starts_with("transcript-2")) {
            transcript = slurp(bunker.folder / name);
        }
    }
    CHECK(transcript.find("SHA-256 of \"" + (bunker.folder / "recipe.json")) != std::string::npos);
    CHECK(transcript.find("Ended: ") != std::string::npos);
    std::filesystem::remove(bunker.folder / "recipe.json");
    CHECK(bunker.cook().error().code() == Errc::not_found);
}

TEST_CASE("start: without a configuration nothing is written down", "[hsm][start]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    bunker.options.config = bunker.folder / "none.yaml";
    const auto names = bunker.folder.names();
    CHECK(bunker.cook().error().code() == Errc::not_found);
    CHECK(bunker.folder.names() == names);
}

TEST_CASE("start: problems are told with their places, all of them", "[hsm][start]") {
    Bunker bunker;
    auto set = keyset({key("a")}, {key("a")});
    set.owner = zone("forbidden.");
    bunker.put(recipe_of({{"", set}, destroy(key("a"))}));
    const auto outcome = bunker.cook();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message().find("problems with this recipe") != std::string::npos);
    CHECK(bunker.said("recipe.actions[0].actionParams.ownerName"));
    CHECK(bunker.said("deletes this key"));
}

TEST_CASE("start: the hint for resume names the configuration that was found", "[hsm][start]") {
    Bunker bunker;
    bunker.put(recipe_of({generate(key("ksk"))}));
    static_cast<void>(bunker.folder.file("recipe.json.journal", "?"));
    const CurrentFolder current(bunker.folder.path());
    bunker.options.config.reset();
    bunker.options.recipe.reset();
    const auto refused = bunker.cook();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().hint() == "cooker resume -c cooker.yaml recipe.json.journal");
}

TEST_CASE("start: the last line says how a run ended", "[hsm][start]") {
    struct Row {
        Result<cooker::Conclusion> result;
        std::string line;
    };
    const auto row = GENERATE(values<Row>({
        {cooker::Conclusion::done, "Done."},
        {cooker::Conclusion::undone, "Undone."},
        {cooker::Conclusion::checked, "Checked."},
        {Error{Errc::left_over, "a key"}, "Done, but something is left."},
        {Error{Errc::undo_failed, "a key"}, "Not done."},
        {Error{Errc::refused, "no"}, "Not done."},
    }));
    const TempFolder folder;
    std::string screen;
    const cooker::Sink sink = [&screen](std::string_view text) -> Outcome {
        screen += text;
        return Nothing{};
    };
    cooker::Transcript transcript(sink, now);
    must(transcript.open(folder / "t.txt"));
    const auto outcome = cooker::end_run(row.result, transcript);
    CHECK(outcome.ok() == row.result.ok());
    CHECK_THAT(screen, Catch::StartsWith(row.line + "\nSHA-256 of all but the last line of"));
    CHECK_THAT(slurp(folder / "t.txt"), Catch::Contains("  " + row.line + "\n"));
    // A run that never got a transcript only has its error.
    screen.clear();
    cooker::Transcript without(sink, now);
    static_cast<void>(cooker::end_run(row.result, without));
    CHECK(screen == (row.result.ok() ? row.line + "\n" : ""));
}

TEST_CASE("start: all that is left when a transcript cannot be finished is the transcript",
          "[hsm][start]") {
    const cooker::Sink broken = [](std::string_view /*text*/) {
        return Outcome(Error{Errc::unwritable, "the screen is gone"});
    };
    cooker::Transcript transcript(broken, now);
    const auto done = cooker::end_run(cooker::Conclusion::done, transcript);
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().code() == Errc::left_over);
    const auto checked = cooker::end_run(cooker::Conclusion::checked, transcript);
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.error().code() == Errc::unwritable);
}

}  // namespace
}  // namespace ceremony::test
