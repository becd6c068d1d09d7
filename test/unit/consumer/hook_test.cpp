// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace std::chrono_literals;
using ceremony::consumer::run_hook;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

namespace {

std::string refusal(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::left_over);
    return outcome.error().message();
}

// It is gone as soon as somebody has taken note of its end, and a zombie until then.
bool has_ended(int process) {
    for (int i = 0; i < 100 && ::kill(process, 0) == 0; ++i) {
        const std::string status = "/proc/" + std::to_string(process) + "/stat";
        if (!std::filesystem::exists(status) || slurp(status).find(") Z ") != std::string::npos) {
            return true;
        }
        std::this_thread::sleep_for(50ms);
    }
    return ::kill(process, 0) != 0;
}

}  // namespace

TEST_CASE("hook: arguments arrive as they are", "[consumer][hook]") {
    const TempFolder folder;
    const std::string file = folder / "said";
    must(run_hook({"sh", "-c", "printf '%s|' \"$@\" > \"$0\"; cat >> \"$0\"", file, "a b", "$HOME",
                   "*", ""}));
    // What cat added is nothing: the input is empty.
    CHECK(slurp(file) == "a b|$HOME|*||");
}

TEST_CASE("hook: a failure is told", "[consumer][hook]") {
    CHECK(refusal(run_hook({"sh", "-c", "exit 3"})) == "hook \"sh\": ended with status 3");
    CHECK(refusal(run_hook({"sh", "-c", "kill -9 $$"})) == "hook \"sh\": was killed by signal 9");
    CHECK_THAT(refusal(run_hook({"/does/not/exist"})),
               Catch::StartsWith("\"/does/not/exist\": this hook cannot be started: "));
}

TEST_CASE("hook: one that hangs is killed with what it started", "[consumer][hook]") {
    const TempFolder folder;
    const std::string file = folder / "pid";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(refusal(run_hook({"sh", "-c", "sleep 600 & echo $! > \"$0\"; wait", file}, 500ms)) ==
          "hook \"sh\": took more than 500 ms and was killed");
    CHECK(std::chrono::steady_clock::now() - begin < 60s);
    const int child = std::stoi(slurp(file));
    CHECK(has_ended(child));
}

TEST_CASE("hook: it gets nothing of ours but the standard error", "[consumer][hook]") {
    const TempFolder folder;
    const std::string file = folder / "seen";
    // As a module may have one open, and as systemd and cron start us.
    const Descriptor open(::open("/dev/null", O_RDONLY));
    REQUIRE(::fcntl(open.number(), F_GETFD) == 0);
    struct sigaction ignored = {};
    ignored.sa_handler = SIG_IGN;
    struct sigaction former = {};
    REQUIRE(::sigaction(SIGPIPE, &ignored, &former) == 0);
    ::sigset_t blocked;
    ::sigset_t former_mask;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGUSR1);
    REQUIRE(::pthread_sigmask(SIG_BLOCK, &blocked, &former_mask) == 0);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
    REQUIRE(::setenv("CREDENTIALS_DIRECTORY", "/run/credentials/x", 1) == 0);
    const Outcome outcome =
        run_hook({"sh", "-c",
                  "exec > \"$0\"; echo \"${CREDENTIALS_DIRECTORY-none} ${PATH:+path}\"; "
                  "ls /proc/$$/fd; sed -n 's/^Sig[BI].*\\(.......\\)$/\\1/p' /proc/self/status",
                  file});
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
    REQUIRE(::unsetenv("CREDENTIALS_DIRECTORY") == 0);
    REQUIRE(::pthread_sigmask(SIG_SETMASK, &former_mask, nullptr) == 0);
    REQUIRE(::sigaction(SIGPIPE, &former, nullptr) == 0);
    must(outcome);
    // The signals up to 28: glibc keeps two of the real-time ones to itself.
    CHECK(slurp(file) == "none path\n0\n1\n2\n0000000\n0000000\n");
}

TEST_CASE("hook: it does not outlive us when a signal ends us", "[consumer][hook]") {
    const int signal = GENERATE(SIGTERM, SIGINT, SIGHUP);
    CAPTURE(signal);
    const TempFolder folder;
    const std::string file = folder / "pid";
    const ::pid_t us = ::fork();
    if (us == 0) {
        static_cast<void>(std::signal(signal, SIG_DFL));  // in place of Catch2's handler
        static_cast<void>(run_hook({"sh", "-c",
                                    "echo $$ > \"$0.new\"; mv \"$0.new\" \"$0\"; "
                                    "sleep 600; exit 0",
                                    file},
                                   60s));
        ::_exit(9);
    }
    for (int i = 0; i < 600 && !std::filesystem::exists(file); ++i) {
        std::this_thread::sleep_for(50ms);
    }
    REQUIRE(std::filesystem::exists(file));
    REQUIRE(::kill(us, signal) == 0);
    int status = 0;
    REQUIRE(::waitpid(us, &status, 0) == us);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
    CHECK(has_ended(std::stoi(slurp(file))));
}

TEST_CASE("hook: signals are afterwards what they were before", "[consumer][hook]") {
    const auto before = std::signal(SIGHUP, SIG_DFL);
    must(run_hook({"true"}));
    CHECK(std::signal(SIGHUP, before) == SIG_DFL);
    ::sigset_t mask;
    REQUIRE(::pthread_sigmask(SIG_SETMASK, nullptr, &mask) == 0);
    CHECK(::sigismember(&mask, SIGHUP) == 0);
}
