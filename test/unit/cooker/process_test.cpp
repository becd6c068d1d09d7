// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::must;

namespace {

// The whole environment, sorted.
std::string environment() {
    std::vector<std::string> lines;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        lines.emplace_back(*variable);
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

Outcome same(const std::string& a, const std::string& b) {
    if (a != b) {
        return Error{Errc::internal, "not the same: " + a + " and " + b};
    }
    return Nothing{};
}

}  // namespace

TEST_CASE("process: the environment keeps three names", "[cooker][process]") {
    must(in_child([]() -> Outcome {
        ::clearenv();
        for (const char* name :
             {"HOME", "TERM", "SOFTHSM2_CONF", "PATH", "TZ", "LC_ALL", "OPENSSL_CONF", "LD_PRELOAD",
              "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX"}) {
            ::setenv(name, name, 1);
        }
        const std::vector<std::string> loader = TRY(clear_environment());
        TRY(same(environment(), "HOME=HOME\nSOFTHSM2_CONF=SOFTHSM2_CONF\nTERM=TERM\n"));
        return same(loader.size() == 2 ? loader[0] + loader[1] : "", "LD_LIBRARY_PATHLD_PRELOAD");
    }));
}

TEST_CASE("process: an empty environment stays empty", "[cooker][process]") {
    must(in_child([]() -> Outcome {
        ::clearenv();
        const std::vector<std::string> loader = TRY(clear_environment());
        return same(std::to_string(loader.size()) + (::getenv("HOME") == nullptr ? "" : "HOME"),
                    "0");
    }));
}

TEST_CASE("process: a module sees what the configuration says", "[cooker][process]") {
    must(in_child([]() -> Outcome {
        ::clearenv();
        ::setenv("HOME", "old", 1);
        TRY(add_to_environment({{"KEYPER_LIBRARY_PATH", "/opt/keyper"}, {"HOME", "/new"}}));
        return same(environment(), "HOME=/new\nKEYPER_LIBRARY_PATH=/opt/keyper\n");
    }));
    const Outcome outcome = in_child([] { return add_to_environment({{"A=B", "c"}}); });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::internal);
}

TEST_CASE("process: it is confined", "[cooker][process]") {
    must(in_child([]() -> Outcome {
        ::umask(0);
        TRY(confine_process());
        TRY(same(std::to_string(::umask(0)), std::to_string(077)));
        rlimit limit = {};
        ::getrlimit(RLIMIT_CORE, &limit);
        TRY(same(std::to_string(limit.rlim_cur + limit.rlim_max), "0"));
        return same(std::to_string(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)), "0");
    }));
}

TEST_CASE("process: no file of ours becomes a standard stream", "[cooker][process]") {
    must(in_child([]() -> Outcome {
        ::close(STDIN_FILENO);
        ::close(STDOUT_FILENO);
        TRY(confine_process());
        struct stat facts = {};
        TRY(same(std::to_string(::fstat(STDIN_FILENO, &facts)), "0"));
        TRY(same(std::to_string(::fstat(STDOUT_FILENO, &facts)), "0"));
        return same(S_ISCHR(facts.st_mode) ? "device" : "", "device");
    }));
}

TEST_CASE("process: what the system refuses is an error", "[cooker][process]") {
    const auto failing = [](long call, int reason) {
        return in_child([=]() -> Outcome {
            let_calls_fail({{call, reason}});
            TRY(confine_process());
            return note_signals();
        });
    };
    CHECK(failing(SYS_prlimit64, EPERM).error().message().find("setrlimit") != std::string::npos);
    CHECK(failing(SYS_prctl, EPERM).error().message().find("prctl") != std::string::npos);
    CHECK(failing(SYS_openat, EMFILE).error().message().find("/dev/null") != std::string::npos);
    CHECK(failing(SYS_rt_sigaction, EINVAL).error().message().find("sigaction") !=
          std::string::npos);
    CHECK(failing(SYS_openat, EMFILE).error().code() == Errc::internal);
}

TEST_CASE("process: signals are noted and asked for", "[cooker][process]") {
    const auto signal = GENERATE(SIGINT, SIGTERM, SIGHUP, SIGPIPE);
    CAPTURE(signal);
    const Outcome outcome = in_child([signal]() -> Outcome {
        TRY(note_signals());
        TRY(check_signals());
        TRY(same(std::string(noted_signal()), ""));
        ::raise(signal);
        return check_signals();
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(outcome.error().message() == "interrupted by SIG" + std::string(::sigabbrev_np(signal)));
}

TEST_CASE("process: the hash of the program is that of its file", "[cooker][process]") {
    const std::string text = test::slurp("/proc/self/exe");
    CHECK(must(hash_of_program()) == must(crypto::sha256(as_bytes(text))));
}
