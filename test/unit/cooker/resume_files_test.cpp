// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resume_files.hpp"

#include <filesystem>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"

namespace ceremony::cooker {
namespace {

JournalBegin begin_of(const std::string& recipe, const std::string& output) {
    JournalBegin begin;
    begin.recipe_name = recipe;
    begin.output_name = output;
    begin.transcript_name = "t.txt";
    return begin;
}

TEST_CASE("resume_files: the command line is taken instead of the journal",
          "[cooker][resume_files]") {
    Options options;
    const auto beside = files_of_run(options, "/j", begin_of("r.json", "/m/o.json"));
    CHECK(beside.recipe == "/j/r.json");
    CHECK(beside.output == "/m/o.json");
    CHECK(beside.journal_folder == "/j");
    options.recipe = "r";
    options.output = "/n/o.json";
    const auto named = files_of_run(options, "/j", begin_of("r.json", "/m/o.json"));
    CHECK(named.recipe == "r");
    CHECK(named.output == "/n/o.json");
    // A result that took the place of its recipe is that file.
    CHECK(files_of_run(options, "/j", begin_of("/m/o.json", "/m/o.json")).replaces_recipe());
}

TEST_CASE("resume_files: what lies elsewhere and nobody named is told", "[cooker][resume_files]") {
    Options options;
    auto begin = begin_of("/m/r.json", "/m/o.json");
    begin.transcript_name = "/m/t.txt";
    const auto lines = [&options, &begin] {
        return files_elsewhere(options, files_of_run(options, "/j", begin), begin).size();
    };
    CHECK(lines() == 4);
    options.recipe = "r";
    CHECK(lines() == 3);
    options.output = "/m/o.json";
    options.transcript = "t";
    CHECK(lines() == 0);
    options = {};
    begin = begin_of("r.json", "o.json");
    CHECK(lines() == 0);
}

TEST_CASE("resume_files: the recipe is the file with the hash, whichever name it has",
          "[cooker][resume_files]") {
    const test::TempFolder folder;
    const std::string text = test::read_vector_file("recipe/accept/no_actions.json");
    const crypto::Sha256 digest = crypto::sha256(as_bytes(text)).value();
    const std::string path = folder.file("r.json", "{}");
    CHECK(find_recipe(path, digest).error().code() == Errc::not_found);
    const std::string kept = folder.file("r.json.approved", text);
    const auto found = find_recipe(path, digest);
    REQUIRE(found.ok());
    CHECK(found.value().path == kept);
}

TEST_CASE("resume_files: -o says where a result is now and never which", "[cooker][resume_files]") {
    const test::TempFolder folder;
    const test::TempFolder moved;
    const test::TempFolder there;
    Options options;
    const auto expect = [&](const std::string& noted, const std::string& named) {
        options.output = named;
        const JournalBegin begin = begin_of("r.json", noted);
        return expect_output_of_run(options, files_of_run(options, folder.path(), begin),
                                    folder.path(), begin)
            .ok();
    };
    const std::string gone = moved / "gone/o.json";
    CHECK(expect(gone, there / "o.json"));
    CHECK_FALSE(expect(gone, there / "other.json"));
    CHECK_FALSE(expect(moved / "o.json", there / "o.json"));
    CHECK(expect(moved / "o.json", moved.path() + "/./o.json"));
    CHECK(expect("o.json", folder / "o.json"));
    CHECK_FALSE(expect("o.json", folder / "other.json"));
    const JournalBegin begin = begin_of("r.json", "o.json");
    CHECK(expect_output_of_run({}, files_of_run({}, folder.path(), begin), folder.path(), begin)
              .ok());
}

TEST_CASE("resume_files: a medium shows that it is the one by what the run wrote on it",
          "[cooker][resume_files]") {
    const test::TempFolder folder;
    const test::TempFolder medium;
    auto begin = begin_of("r.json", medium / "o.json");
    begin.transcript_name = medium / "t.txt";
    const auto shows = [&] {
        return shows_the_run(files_of_run({}, folder.path(), begin), folder.path(), begin);
    };
    CHECK_FALSE(shows());
    SECTION("the result") {
        static_cast<void>(medium.file("o.json.part", ""));
    }
    SECTION("the transcript") {
        static_cast<void>(medium.file("t.txt", ""));
    }
    SECTION("the journal itself lies there") {
        begin.output_name = "o.json";
    }
    CHECK(shows());
    // A transcript somewhere else shows nothing.
    begin.output_name = medium / "o2.json";
    begin.transcript_name = "t.txt";
    static_cast<void>(folder.file("t.txt", ""));
    CHECK_FALSE(shows());
}

TEST_CASE("resume_files: a READY may be lost only where there is a result",
          "[cooker][resume_files]") {
    const test::TempFolder folder;
    const OutputFiles files{"r", folder / "o.json", folder.path()};
    ReadJournal journal;
    journal.may_have_been_ready = true;
    CHECK(expect_no_lost_ready(journal, files).ok());
    const auto name = GENERATE(as<std::string>{}, "o.json.part", "o.json.final");
    static_cast<void>(folder.file(name, ""));
    CHECK(expect_no_lost_ready(journal, files).error().code() == Errc::refused);
    journal.may_have_been_ready = false;
    CHECK(expect_no_lost_ready(journal, files).ok());
}

}  // namespace
}  // namespace ceremony::cooker
