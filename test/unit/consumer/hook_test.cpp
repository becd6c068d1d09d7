// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <thread>
#include <unistd.h>

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

}  // namespace

TEST_CASE("hook: arguments arrive as they are", "[consumer][hook]") {
    const TempFolder folder;
    const std::string file = folder / "said";
    must(run_hook({"sh", "-c", "printf '%s|' \"$@\" > \"$0\"; cat >> \"$0\"", file, "a b", "$HOME",
                   "*", ""}));
    // What cat added is nothing: the input is empty.
    CHECK(slurp(file) == "a b|$HOME|*||");
}

TEST_CASE("hook: it begins with nothing of ours", "[consumer][hook]") {
    const TempFolder folder;
    const std::string file = folder / "said";
    const std::string secret = folder.file("secret", "");
    // As a module might leave one open.
    const int open = ::open(secret.c_str(), O_RDONLY);
    REQUIRE(open > 2);
    REQUIRE(::setenv("CREDENTIALS_DIRECTORY", "/run/credentials/x", 1) == 0);
    REQUIRE(std::signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    const Outcome outcome =
        run_hook({"sh", "-c",
                  "{ ls -l /proc/$$/fd | grep -c secret; echo \"$CREDENTIALS_DIRECTORY\"; "
                  "sed -n 's/^SigIgn:.//p' /proc/self/status; } > \"$0\"",
                  file});
    static_cast<void>(std::signal(SIGPIPE, SIG_DFL));
    ::unsetenv("CREDENTIALS_DIRECTORY");
    ::close(open);
    must(outcome);
    const std::string said = slurp(file);
    CHECK_THAT(said, Catch::StartsWith("0\n\n"));
    // The C library keeps 32 and 33 for itself.
    constexpr int hexadecimal = 16;
    CHECK((std::stoull(said.substr(3), nullptr, hexadecimal) & 0x7fff'ffffU) == 0);
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
    // It is gone as soon as somebody has taken note of its end, and a zombie until then.
    for (int i = 0; i < 100 && ::kill(child, 0) == 0; ++i) {
        const std::string status = "/proc/" + std::to_string(child) + "/stat";
        if (!std::filesystem::exists(status) || slurp(status).find(") Z ") != std::string::npos) {
            return;
        }
        std::this_thread::sleep_for(50ms);
    }
    CHECK(::kill(child, 0) != 0);
}
