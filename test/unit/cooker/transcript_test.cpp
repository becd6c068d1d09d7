// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/transcript.hpp"

#include "encoding/hex.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::in_child;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

namespace {

// 2027-01-01 12:00:00
Result<UtcTime> noon() {
    return UtcTime::from_seconds(1'798'804'800);
}

Result<UtcTime> no_time() {
    return Error{Errc::limit, "no time"};
}

struct Screen {
    std::string text;

    Sink sink() {
        return [this](std::string_view more) -> Outcome {
            text += more;
            return Nothing{};
        };
    }
};

const std::string stamp = "2027-01-01 12:00:00  ";

}  // namespace

TEST_CASE("transcript: lines go to the screen and with a time into the file",
          "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.say("before"));
    CHECK(transcript.path().empty());
    must(transcript.open(folder / "t.txt"));
    CHECK(transcript.path() == folder / "t.txt");
    CHECK(slurp(folder / "t.txt") == stamp + "before\n");
    must(transcript.say(std::vector<std::string>{"one", "two"}));
    CHECK(screen.text == "before\none\ntwo\n");
    CHECK(slurp(folder / "t.txt") == stamp + "before\n" + stamp + "one\n" + stamp + "two\n");
}

TEST_CASE("transcript: a note goes into the file alone with the next line or a flush",
          "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.open(folder / "t.txt"));
    must(transcript.note("detail"));
    CHECK(slurp(folder / "t.txt").empty());
    must(transcript.say("step"));
    CHECK(slurp(folder / "t.txt") == stamp + "detail\n" + stamp + "step\n");
    must(transcript.note("more"));
    must(transcript.flush());
    CHECK(slurp(folder / "t.txt").ends_with(stamp + "more\n"));
    CHECK(screen.text == "step\n");
}

TEST_CASE("transcript: an empty line stands between paragraphs only", "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.open(folder / "t.txt"));
    transcript.begin_paragraph();
    must(transcript.say("one"));
    must(transcript.say("two"));
    transcript.begin_paragraph();
    transcript.begin_paragraph();
    must(transcript.say("three"));
    transcript.begin_paragraph();
    CHECK(screen.text == "one\ntwo\n\nthree\n");
    CHECK(slurp(folder / "t.txt") ==
          stamp + "one\n" + stamp + "two\n2027-01-01 12:00:00\n" + stamp + "three\n");
}

TEST_CASE("transcript: many notes do not pile up", "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.open(folder / "t.txt"));
    const std::string line(1000, 'x');
    for (int i = 0; i < 64; ++i) {
        must(transcript.note(line));
    }
    CHECK(slurp(folder / "t.txt").empty());
    must(transcript.note(line));
    CHECK(slurp(folder / "t.txt").size() == 65 * (stamp.size() + 1001));
}

TEST_CASE("transcript: the last line is the hash of everything above", "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.say("one"));
    must(transcript.open(folder / "t.txt"));
    must(transcript.say("two"));
    must(transcript.note("three"));
    must(transcript.finish());
    // printf '...' | sha256sum (coreutils 9.1) of the three lines
    CHECK(slurp(folder / "t.txt") ==
          stamp + "one\n" + stamp + "two\n" + stamp +
              "three\n"
              "992f3d8a752a86722b8fb72acdc80af144b17d5ffe0f80b8eb2c7f9fc667cdd6"
              "  SHA-256 of everything above this line\n");
    // The screen says of which file that is.
    CHECK_THAT(screen.text,
               Catch::Contains("SHA-256 of all but the last line of \"" + folder / "t.txt") &&
                   Catch::Contains("\n  992f3d8a 752a8672 2b8fb72a "));
}

TEST_CASE("transcript: without a file there is nothing to finish", "[cooker][transcript]") {
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.say("one"));
    CHECK(transcript.finish().ok());
    CHECK(screen.text == "one\n");
}

TEST_CASE("transcript: a file that exists is left alone", "[cooker][transcript]") {
    const TempFolder folder;
    static_cast<void>(folder.file("t.txt", "evidence"));
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    const Outcome outcome = transcript.open(folder / "t.txt");
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK_THAT(outcome.error().message(), Catch::StartsWith("transcript: "));
    CHECK(slurp(folder / "t.txt") == "evidence");
}

TEST_CASE("transcript: a name that is taken gets a number", "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    for (int i = 0; i < 3; ++i) {
        Transcript transcript(screen.sink(), noon);
        must(transcript.open_free(folder / "t.txt"));
    }
    CHECK(folder.names() == std::vector<std::string>{"t-2.txt", "t-3.txt", "t.txt"});
    for (int i = 4; i < 100; ++i) {
        static_cast<void>(folder.file("t-" + std::to_string(i) + ".txt", ""));
    }
    Transcript transcript(screen.sink(), noon);
    CHECK(transcript.open_free(folder / "t.txt").error().code() == Errc::unwritable);
}

TEST_CASE("transcript: an interrupted one is taken up again", "[cooker][transcript]") {
    const TempFolder folder;
    const std::string path = folder.file("t.txt", stamp + "one\n" + stamp + "tw");
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.say("resumed"));
    must(transcript.reopen(path, "on"));
    const std::string above = stamp + "one\n" + stamp + "tw\n" + stamp + "resumed\n";
    CHECK(slurp(path) == above);
    must(transcript.finish());
    const auto digest = must(crypto::sha256(as_bytes(above)));
    CHECK(slurp(path).substr(above.size(), 64) == encoding::encode_hex(digest));
    Transcript other(screen.sink(), noon);
    CHECK(other.reopen(folder / "none", "on").error().code() == Errc::not_found);
}

TEST_CASE("transcript: what does not begin as one is not added to", "[cooker][transcript]") {
    const TempFolder folder;
    const auto text = GENERATE_COPY(as<std::string>{}, "", "cooker 1\n", stamp, stamp + "cook\n",
                                    "2026-13-27 09:58:07  cooker 1\n", "  cooker 1\n");
    CAPTURE(text);
    const std::string path = folder.file("t.txt", text);
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.say("resumed"));
    const auto reopened = transcript.reopen(path, "cooker ");
    REQUIRE_FALSE(reopened.ok());
    CHECK(reopened.error().code() == Errc::refused);
    CHECK(transcript.path().empty());
    CHECK(slurp(path) == text);
}

TEST_CASE("transcript: no text makes a line of its own", "[cooker][transcript]") {
    const TempFolder folder;
    Screen screen;
    Transcript transcript(screen.sink(), noon);
    must(transcript.open(folder / "t.txt"));
    must(transcript.say("a\nb\x1b[2Jc\x7f\xc3\xa9"));
    must(transcript.note("d\re"));
    must(transcript.flush());
    CHECK(screen.text == "a?b?[2Jc???\n");
    CHECK(slurp(folder / "t.txt") == stamp + "a?b?[2Jc???\n" + stamp + "d?e\n");
}

TEST_CASE("transcript: what cannot be written is an error", "[cooker][transcript]") {
    const auto run = [] {
        const TempFolder folder;
        Screen screen;
        Transcript transcript(screen.sink(), noon);
        must(transcript.open(folder / "t.txt"));
        test::limit_file_size(100);
        must(transcript.say("short"));
        return transcript.say(std::string(90, 'x'));
    };
    const Outcome outcome = in_child(run);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);

    Transcript mute(
        [](std::string_view) -> Outcome {
            return Error{Errc::unwritable, "gone"};
        },
        noon);
    CHECK(mute.say("x").error().message() == "gone");
    Screen screen;
    Transcript timeless(screen.sink(), no_time);
    CHECK(timeless.say("x").error().code() == Errc::limit);
    CHECK(timeless.note("x").error().code() == Errc::limit);
    CHECK(timeless.time().error().code() == Errc::limit);
}

TEST_CASE("transcript: a screen that is gone takes nothing from the file", "[cooker][transcript]") {
    const TempFolder folder;
    bool is_gone = false;
    std::string in_file;  // whenever something is shown
    Transcript transcript(
        [&](std::string_view) -> Outcome {
            in_file = slurp(folder / "t.txt");
            return is_gone ? Outcome(Error{Errc::unwritable, "gone"}) : Nothing{};
        },
        noon);
    must(transcript.open(folder / "t.txt"));
    must(transcript.say("one"));
    CHECK(in_file == stamp + "one\n");  // before the screen
    is_gone = true;
    transcript.begin_paragraph();
    const std::string half(60, 'x');
    CHECK(transcript.say(half + " " + half).error().message() == "gone");
    CHECK(transcript.say(std::vector<std::string>{"two", "three"}).error().message() == "gone");
    CHECK(transcript.finish().error().message() == "gone");
    const std::string above = stamp + "one\n2027-01-01 12:00:00\n" + stamp + half + "\n" + stamp +
                              "  " + half + "\n" + stamp + "two\n" + stamp + "three\n";
    const auto digest = must(crypto::sha256(as_bytes(above)));
    CHECK(slurp(folder / "t.txt") ==
          above + encoding::encode_hex(digest) + "  SHA-256 of everything above this line\n");
}

TEST_CASE("transcript: a file that is full takes nothing from the screen", "[cooker][transcript]") {
    const auto run = []() -> Outcome {
        const TempFolder folder;
        Screen screen;
        Transcript transcript(screen.sink(), noon);
        must(transcript.open(folder / "t.txt"));
        test::limit_file_size(10);
        auto outcome = transcript.say(std::vector<std::string>{"one", "two"});
        return screen.text == "one\ntwo\n" ? outcome : Nothing{};
    };
    const Outcome outcome = in_child(run);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
}

TEST_CASE("transcript: long lines are broken on the screen and in the file",
          "[cooker][transcript]") {
    CHECK(wrap("a b c", 5) == std::vector<std::string>{"a b c"});
    CHECK(wrap("aa bb cc", 5) == std::vector<std::string>{"aa bb", "  cc"});
    CHECK(wrap("  aa bb cc", 7) == std::vector<std::string>{"  aa bb", "    cc"});
    CHECK(wrap("  aaaaaaaaaa bb", 7) == std::vector<std::string>{"  aaaaaaaaaa", "    bb"});
    CHECK(wrap("aaaaaaaaaa", 5) == std::vector<std::string>{"aaaaaaaaaa"});
    CHECK(wrap("aaaaaaa   ", 5) == std::vector<std::string>{"aaaaaaa   "});
    CHECK(wrap("", 5) == std::vector<std::string>{""});
    CHECK(wrap("          ", 5) == std::vector<std::string>{"          "});
    CHECK(wrap("aa  bb   cc", 5) == std::vector<std::string>{"aa", "  bb", "  cc"});
    for (const std::string& line : wrap(std::string(60, 'x') + " " + std::string(60, 'y'))) {
        CHECK(line.size() <= line_width);
    }
}

TEST_CASE("transcript: its name says chain and sequence and attempt and time",
          "[cooker][transcript]") {
    const UtcTime time = must(UtcTime::from_text("2026-11-27 09:58:07"));
    CHECK(transcript_name(CeremonyName{"nl-registry", 12, 1}, time) ==
          "transcript-nl-registry-12-1-20261127095807.txt");
    CHECK(transcript_name(std::nullopt, time) == "transcript-20261127095807.txt");
}
