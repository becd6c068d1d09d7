// SPDX-License-Identifier: BSD-3-Clause
//
// terminal_signals_test.cpp -- signals, and a terminal that hangs up, while a person is asked.

#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>
#include <sys/syscall.h>
#include <tuple>

#include "base/terminal.hpp"
#include "support/child.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "unit/base/asking.hpp"

using namespace ceremony;
using ceremony::test::Conversation;
using ceremony::test::let_calls_fail;
using ceremony::test::tell_line;
using ceremony::test::tell_secret;
using ceremony::test::Teller;

namespace {

constexpr std::string_view control_c = "\x03";
constexpr std::string_view control_z = "\x1a";

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

TEST_CASE("terminal: a kernel that cannot watch signals is told", "[base][terminal]") {
    Conversation person([] {
        let_calls_fail({{SYS_signalfd4, EMFILE}});
        return tell_secret();
    });
    CHECK(person.ending() ==
          R"(configuration: "terminal": signals cannot be watched: Too many open files)");
    CHECK(person.echoes());
}
