// SPDX-License-Identifier: BSD-3-Clause

#include "base/terminal.hpp"

#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "support/child.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "unit/base/asking.hpp"

using namespace ceremony;
using ceremony::test::Conversation;
using ceremony::test::in_child;
using ceremony::test::tell_line;
using ceremony::test::tell_secret;
using ceremony::test::Teller;
using ceremony::test::told;

namespace {

constexpr std::string_view control_d = "\x04";

}  // namespace

TEST_CASE("terminal: a PIN is read and not shown", "[base][terminal]") {
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    CHECK_FALSE(person.echoes());
    person.type("Geheim 1234\n");
    CHECK(person.ending() == "PIN Geheim 1234");
    CHECK(person.screen() == "PIN: \r\n");
    CHECK(person.echoes());
}

TEST_CASE("terminal: a PIN can be corrected and can be empty", "[base][terminal]") {
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    person.type(
        "12\x7f"
        "34\n");
    CHECK(person.ending() == "PIN 134");
    Conversation silent(tell_secret);
    silent.wait_for("PIN: ");
    silent.type("\n");
    CHECK(silent.ending() == "PIN ");
}

TEST_CASE("terminal: a line is read and shown", "[base][terminal]") {
    Conversation person(tell_line);
    person.wait_for("name? ");
    CHECK(person.echoes());
    person.type("nl. \n");
    CHECK(person.ending() == "line nl. ");
    CHECK(person.screen() == "name? nl. \r\n");
}

TEST_CASE("terminal: what was typed before a question is no answer to it", "[base][terminal]") {
    Conversation person([] {
        auto terminal = test::must(Terminal::open());
        const auto first = terminal.ask_line("first? ");
        const auto second = terminal.ask_line("second? ");
        const auto third = terminal.ask_secret("third? ");
        if (!first.ok() || !second.ok() || !third.ok()) {
            return std::string("error");
        }
        return first.value() + "," + second.value() + "," +
               std::string(as_text(third.value().reveal()));
    });
    person.wait_for("first? ");
    person.type("a\nearly\nearlier\n");
    person.wait_for("second? ");
    person.type("b\nearly\nhalf");
    person.wait_for("third? ");
    person.type("c\n");
    CHECK(person.ending() == "a,b,c");
}

TEST_CASE("terminal: an answer has a longest length", "[base][terminal]") {
    struct Row {
        std::size_t length;
        std::string ending;
    };
    const std::string refused = "limit: the answer has more than 512 octets";
    const auto row = GENERATE_COPY(values<Row>({
        {answer_limit, "PIN " + std::string(answer_limit, 'x')},
        {answer_limit + 1, refused},
        {answer_limit + 2, refused},
        {answer_limit + 3, refused},
        {2000, refused},
    }));
    CAPTURE(row.length);
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    person.type(std::string(row.length, 'x') + "\n");
    CHECK(person.ending() == row.ending);
    CHECK(person.screen() == "PIN: \r\n");
}

TEST_CASE("terminal: the rest of a long line is for nobody", "[base][terminal]") {
    Conversation person([] {
        auto terminal = test::must(Terminal::open());
        const auto secret = terminal.ask_secret("PIN: ");
        // As a shell would, which does not throw anything away.
        int waiting = -1;
        const Descriptor device = test::must(open_path("/dev/tty", O_RDONLY, Errc::unreadable));
        ::ioctl(device.number(), FIONREAD, &waiting);
        return std::string(secret.ok() ? "ok " : "refused ") + std::to_string(waiting);
    });
    person.wait_for("PIN: ");
    person.type(std::string(1000, 'x') + "\n");
    CHECK(person.ending() == "refused 0");
}

TEST_CASE("terminal: the end of input is a refusal", "[base][terminal]") {
    const std::string refusal = "refused: the input ended instead of an answer";
    for (const Teller speech : {Teller{tell_secret}, Teller{tell_line}}) {
        Conversation person(speech);
        person.wait_for(speech == tell_secret ? "PIN: " : "name? ");
        person.type(control_d);
        CHECK(person.ending() == refusal);
    }
    Conversation half(tell_line);
    half.wait_for("name? ");
    half.type("half");
    half.type(control_d);
    half.type(control_d);
    CHECK(half.ending() == refusal);
    Conversation resumed(tell_line);
    resumed.wait_for("name? ");
    resumed.type("one");
    resumed.type(control_d);
    resumed.type("two\n");
    CHECK(resumed.ending() == "line onetwo");
}

TEST_CASE("terminal: settings that were strange are strange again", "[base][terminal]") {
    Conversation person([] {
        const Descriptor device = test::must(open_path("/dev/tty", O_RDWR, Errc::unreadable));
        termios settings = {};
        ::tcgetattr(device.number(), &settings);
        ::cfmakeraw(&settings);
        ::tcsetattr(device.number(), TCSANOW, &settings);
        const std::string line = tell_line();
        return line + ", " + tell_secret();
    });
    person.wait_for("name? ");
    CHECK(person.echoes());
    CHECK(person.reads_lines());
    person.type("nl.\r");  // what the Enter key sends
    person.wait_for("PIN: ");
    CHECK_FALSE(person.echoes());
    person.type("1234\r");
    CHECK(person.ending() == "line nl., PIN 1234");
    CHECK_FALSE(person.echoes());
    CHECK_FALSE(person.reads_lines());
}

TEST_CASE("terminal: yes is yes and everything else is no", "[base][terminal]") {
    struct Row {
        std::string typed;
        std::string answer;
    };
    const auto row = GENERATE(values<Row>({
        {"yes", "yes"},
        {"YES", "yes"},
        {"  Yes\t ", "yes"},
        {"y", "no"},
        {"no", "no"},
        {"", "no"},
        {" ", "no"},
        {"yes yes", "no"},
        {"yess", "no"},
        {"y es", "no"},
    }));
    CAPTURE(row.typed);
    Conversation person([] { return told(test::must(Terminal::open()).ask_yes("really? ")); });
    person.wait_for("really? ");
    // A TAB is on the screen as blanks, and an edited line would be too: only the end counts.
    person.type(row.typed + "\n");
    CHECK(person.ending() == row.answer);
}

TEST_CASE("terminal: the right words agree and others do not", "[base][terminal]") {
    struct Row {
        std::string expected;
        std::string typed;
        std::string answer;
    };
    const auto row = GENERATE(values<Row>({
        {"spellbind nebula", "spellbind nebula", "yes"},
        {"spellbind nebula", " SPELLBIND   Nebula ", "yes"},
        {"spellbind nebula", "nebula spellbind", "no"},
        {"spellbind nebula", "spellbind", "no"},
        {"spellbind nebula", "spellbind nebula racketeer", "no"},
        {"spellbind nebula", "spellbindnebula", "no"},
        {"spellbind nebula", "", "no"},
        {"", "", "no"},
        {"", "yes", "no"},
    }));
    CAPTURE(row.expected, row.typed);
    Conversation person(
        [&row] { return told(test::must(Terminal::open()).ask_words("words? ", row.expected)); });
    person.wait_for("words? ");
    person.type(row.typed + "\n");
    CHECK(person.ending() == row.answer);
}

TEST_CASE("terminal: silence is neither yes nor no", "[base][terminal]") {
    Conversation person([] { return told(test::must(Terminal::open()).ask_yes("really? ")); });
    person.wait_for("really? ");
    person.type(control_d);
    CHECK(person.ending() == "refused: the input ended instead of an answer");
}

TEST_CASE("terminal: text is written as it is", "[base][terminal]") {
    Conversation person([] {
        const auto written = test::must(Terminal::open()).write("a line\n");
        return std::string(written.ok() ? "ok" : "error");
    });
    CHECK(person.ending() == "ok");
    CHECK(person.screen() == "a line\r\n");
}

TEST_CASE("terminal: a process without a terminal cannot ask", "[base][terminal]") {
    const auto outcome = in_child([]() -> Outcome {
        ::setsid();  // leaves the terminal behind, if there was one
        TRY(Terminal::open());
        return Nothing{};
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unavailable);
    CHECK(outcome.error().message() ==
          R"(there is no terminal to ask on: "/dev/tty": cannot be opened: )"
          "No such device or address");
}

TEST_CASE("terminal: what is no terminal is refused", "[base][terminal]") {
    const test::TempFolder folder;
    CHECK(Terminal::open("/dev/null").error().code() == Errc::unavailable);
    CHECK(Terminal::open("/dev/null").error().message() ==
          R"(there is no terminal to ask on: "/dev/null": is not a terminal)");
    CHECK(Terminal::open(folder.file("file", "")).error().code() == Errc::unavailable);
    CHECK(Terminal::open(folder / "none").error().code() == Errc::unavailable);
}
