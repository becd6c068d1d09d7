// SPDX-License-Identifier: BSD-3-Clause

#include "base/terminal.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <tuple>
#include <unistd.h>

#include "support/child.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::Conversation;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;

namespace {

constexpr std::string_view control_c = "\x03";
constexpr std::string_view control_d = "\x04";
constexpr std::string_view control_z = "\x1a";

using Teller = std::string (*)();

std::string told(const Error& error) {
    return std::string(to_string(error.code())) + ": " + error.message();
}

// Asks for a PIN and tells it, or the error.
std::string tell_secret() {
    auto terminal = Terminal::open();
    if (!terminal.ok()) {
        return told(terminal.error());
    }
    const auto secret = terminal.value().ask_secret("PIN: ");
    return secret.ok() ? "PIN " + std::string(as_text(secret.value().reveal()))
                       : told(secret.error());
}

std::string tell_line() {
    auto terminal = Terminal::open();
    if (!terminal.ok()) {
        return told(terminal.error());
    }
    const auto line = terminal.value().ask_line("name? ");
    return line.ok() ? "line " + line.value() : told(line.error());
}

std::string told(const Result<Answer>& answer) {
    if (!answer.ok()) {
        return told(answer.error());
    }
    return answer.value() == Answer::yes ? "yes" : "no";
}

// A handler that leaves a mark; the mark of a test is the one of its child.
volatile std::sig_atomic_t handled = 0;

void handle(int signal) {
    handled = signal;
}

void install_handler(int signal) {
    struct sigaction action = {};
    action.sa_handler = handle;
    ::sigaction(signal, &action, nullptr);
}

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
    const std::string refused = "limit: the answer has more than 256 octets";
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

TEST_CASE("terminal: a signal ends the process only when echo is back", "[base][terminal]") {
    // All whose default is to end a process (signal(7)), but SIGKILL and those of a crash.
    for (const int signal :
         {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGIO, SIGPIPE, SIGPROF, SIGPWR, SIGUSR1,
          SIGUSR2, SIGVTALRM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGRTMIN, SIGRTMAX}) {
        CAPTURE(signal);
        Conversation person(tell_secret);
        person.wait_for("PIN: ");
        CHECK_FALSE(person.echoes());
        person.type("half");
        person.send_signal(signal);
        CHECK(person.ending().empty());
        CHECK(person.ended_by() == signal);
        CHECK(person.echoes());
        CHECK(person.screen() == "PIN: \r\n");
    }
}

TEST_CASE("terminal: a signal that does nothing by default does not disturb", "[base][terminal]") {
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    for (const int signal : {SIGCHLD, SIGCONT, SIGURG, SIGWINCH}) {
        person.send_signal(signal);
    }
    person.type("1234\n");
    CHECK(person.ending() == "PIN 1234");
}

TEST_CASE("terminal: the keys for signals work while a PIN is read", "[base][terminal]") {
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    person.type("half");
    person.type(control_c);
    CHECK(person.ending().empty());
    CHECK(person.ended_by() == SIGINT);
    CHECK(person.echoes());
    CHECK(person.screen().find("half") == std::string::npos);
}

TEST_CASE("terminal: a handled signal is a refusal and is handled afterwards", "[base][terminal]") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGTSTP}) {
        CAPTURE(signal);
        Conversation person([signal] {
            install_handler(signal);
            const std::string text = tell_secret();
            return text + " " + std::to_string(static_cast<int>(handled));
        });
        person.wait_for("PIN: ");
        person.send_signal(signal);
        CHECK(person.ending() ==
              "refused: interrupted by a signal instead of an answer " + std::to_string(signal));
        CHECK(person.echoes());
    }
}

TEST_CASE("terminal: a process is stopped only when echo is back", "[base][terminal]") {
    // Here nobody could continue it, so the kernel does not stop it; but it is asked to.
    Conversation person(tell_secret);
    person.wait_for("PIN: ");
    person.type(control_z);
    CHECK(person.ending() == "refused: interrupted by a signal instead of an answer");
    CHECK(person.echoes());
}

TEST_CASE("terminal: an ignored signal stays ignored", "[base][terminal]") {
    Conversation person([] {
        std::ignore = std::signal(SIGINT, SIG_IGN);
        return tell_secret();
    });
    person.wait_for("PIN: ");
    person.send_signal(SIGINT);
    person.type("1234\n");
    CHECK(person.ending() == "PIN 1234");
}

TEST_CASE("terminal: a signal that only has a handler does not disturb", "[base][terminal]") {
    for (const int signal : {SIGUSR1, SIGALRM, SIGRTMAX}) {
        CAPTURE(signal);
        Conversation person([signal] {
            install_handler(signal);
            const std::string text = tell_secret();
            return text + " " + std::to_string(static_cast<int>(handled));
        });
        person.wait_for("PIN: ");
        person.send_signal(signal);
        person.type("1234\n");
        CHECK(person.ending() == "PIN 1234 " + std::to_string(signal));
    }
}

TEST_CASE("terminal: a terminal that hangs up is a refusal", "[base][terminal]") {
    for (const Teller speech : {Teller{tell_secret}, Teller{tell_line}}) {
        Conversation person([speech] {
            std::ignore = std::signal(SIGHUP, SIG_IGN);
            return speech();
        });
        person.wait_for(speech == tell_secret ? "PIN: " : "name? ");
        person.hang_up();
        const std::string ending = person.ending();
        CAPTURE(ending);
        CHECK(ending.starts_with("refused: "));
    }
    Conversation killed(tell_secret);
    killed.wait_for("PIN: ");
    killed.hang_up();
    CHECK(killed.ending().empty());
    CHECK(killed.ended_by() == SIGHUP);
}

TEST_CASE("terminal: nothing can be asked of a terminal that is gone", "[base][terminal]") {
    Conversation person([] {
        std::ignore = std::signal(SIGHUP, SIG_IGN);
        auto terminal = test::must(Terminal::open());
        static_cast<void>(terminal.ask_line("first? "));
        const auto written = terminal.write("text");
        const auto secret = terminal.ask_secret("PIN: ");
        return std::string(to_string(written.error().code())) + " " +
               std::string(to_string(secret.error().code()));
    });
    person.wait_for("first? ");
    person.hang_up();
    CHECK(person.ending() == "refused refused");
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

TEST_CASE("terminal: a kernel that cannot watch signals is told", "[base][terminal]") {
    Conversation person([] {
        let_calls_fail({{SYS_signalfd4, EMFILE}});
        return tell_secret();
    });
    CHECK(person.ending() ==
          R"(configuration: "terminal": signals cannot be watched: Too many open files)");
    CHECK(person.echoes());
}
