// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <iterator>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "base/checked.hpp"
#include "base/descriptor.hpp"
#include "base/quote.hpp"

// The header of glibc 2.36 does not say that these are functions of C.
extern "C" {
#include <sys/pidfd.h>
}

namespace ceremony::consumer {

namespace {

Error failed(const std::string& name, std::string_view what, int reason) {
    return system_error(Errc::left_over, name, what, reason);
}

// How the child differs from us.
class Circumstances {
public:
    Circumstances() noexcept {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
    }
    Circumstances(const Circumstances&) = delete;
    Circumstances(Circumstances&&) = delete;
    Circumstances& operator=(const Circumstances&) = delete;
    Circumstances& operator=(Circumstances&&) = delete;
    ~Circumstances() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    // 0, or the errno.
    [[nodiscard]] int spawn(::pid_t& child, const std::vector<std::string>& command) {
        const int reason = prepare();
        if (reason != 0) {
            return reason;
        }
        std::vector<char*> arguments = pointers_to(command);
        std::vector<char*> environment = environment_of_hooks();
        return ::posix_spawnp(&child, command.front().c_str(), &actions_, &attributes_,
                              arguments.data(), environment.data());
    }

private:
    // Nothing of ours but the standard error: no descriptor that a module of a vendor has open, no
    // signal that whoever started us blocks or ignores.
    [[nodiscard]] int prepare() {
        constexpr int first_of_ours = STDERR_FILENO + 1;
        constexpr int flags =
            POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        ::sigset_t all;
        ::sigset_t none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        const std::array<int, 6> results = {
            ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
            ::posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO),
            ::posix_spawn_file_actions_addclosefrom_np(&actions_, first_of_ours),
            ::posix_spawnattr_setsigdefault(&attributes_, &all),
            ::posix_spawnattr_setsigmask(&attributes_, &none),
            ::posix_spawnattr_setflags(&attributes_, flags)};
        const auto failure =
            std::find_if(results.begin(), results.end(), [](int result) { return result != 0; });
        return failure == results.end() ? 0 : *failure;
    }

    static std::vector<char*> pointers_to(const std::vector<std::string>& command) {
        std::vector<char*> arguments;
        for (const std::string& argument : command) {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): they stay as they are
            arguments.push_back(const_cast<char*>(argument.c_str()));
        }
        arguments.push_back(nullptr);
        return arguments;
    }

    // Ours, without where our PIN is.
    static std::vector<char*> environment_of_hooks() {
        std::vector<char*> variables;
        for (char** variable = environ; variable != nullptr && *variable != nullptr;
             variable = std::next(variable)) {
            if (!std::string_view(*variable).starts_with("CREDENTIALS_DIRECTORY=")) {
                variables.push_back(*variable);
            }
        }
        variables.push_back(nullptr);
        return variables;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

// --- the end of this process is the end of its hook

constexpr std::array<int, 3> requests = {SIGHUP, SIGINT, SIGTERM};

// The process group of the hook that runs; 0: none does. For the handler alone.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a handler has nothing else
volatile std::sig_atomic_t running_group = 0;
static_assert(sizeof(std::sig_atomic_t) >= sizeof(::pid_t));

extern "C" void end_with_hook(int signal) {
    const ::pid_t group = running_group;
    if (group > 0) {
        static_cast<void>(::kill(-group, SIGKILL));
    }
    // The handler is gone (SA_RESETHAND): now the signal does what it would have done.
    static_cast<void>(::raise(signal));
}

// While it lives, signals that end this process end the hook before. Those that somebody ignores or
// handles stay as they are. They are held back from its construction until watch().
class HookGuard {
public:
    HookGuard() noexcept {
        ::sigset_t held;
        ::sigemptyset(&held);
        for (const int signal : requests) {
            ::sigaddset(&held, signal);
        }
        static_cast<void>(::pthread_sigmask(SIG_BLOCK, &held, &former_mask_));
        for (std::size_t i = 0; i < requests.size(); ++i) {
            static_cast<void>(::sigaction(requests.at(i), nullptr, &former_.at(i)));
            if (former_.at(i).sa_handler == SIG_DFL) {
                struct sigaction action = {};
                action.sa_handler = end_with_hook;
                action.sa_flags = static_cast<int>(SA_RESETHAND);
                static_cast<void>(::sigaction(requests.at(i), &action, nullptr));
            }
        }
    }
    HookGuard(const HookGuard&) = delete;
    HookGuard(HookGuard&&) = delete;
    HookGuard& operator=(const HookGuard&) = delete;
    HookGuard& operator=(HookGuard&&) = delete;
    ~HookGuard() {
        running_group = 0;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            static_cast<void>(::sigaction(requests.at(i), &former_.at(i), nullptr));
        }
        static_cast<void>(::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr));
    }

    // Now the signals may come.
    void watch(::pid_t group) noexcept {
        running_group = group;
        static_cast<void>(::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr));
    }

private:
    ::sigset_t former_mask_{};
    std::array<struct sigaction, requests.size()> former_{};
};

// Waits until `child` has ended; whether it did so in time.
Result<bool> ends_within(::pid_t child, std::chrono::milliseconds limit, const std::string& name) {
    const Descriptor handle(::pidfd_open(child, 0));
    if (handle.number() < 0) {
        return failed(name, "cannot be waited for", errno);
    }
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        const auto rest = std::max(left, std::chrono::milliseconds(0)).count();
        ::pollfd waiting{handle.number(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, TRY(narrow<int>(rest)));
        if (ready >= 0) {
            return ready > 0;
        }
        if (errno != EINTR) {
            return failed(name, "cannot be waited for", errno);
        }
    }
}

Outcome judge(int status, const std::string& name) {
    if (WIFSIGNALED(status)) {
        return Error{Errc::left_over,
                     name + ": was killed by signal " + std::to_string(WTERMSIG(status))};
    }
    if (WEXITSTATUS(status) != 0) {
        return Error{Errc::left_over,
                     name + ": ended with status " + std::to_string(WEXITSTATUS(status))};
    }
    return Nothing{};
}

}  // namespace

Outcome run_hook(const std::vector<std::string>& command, std::chrono::milliseconds limit) {
    const std::string name = "hook " + quote(command.front());
    Circumstances circumstances;
    ::pid_t child = 0;
    HookGuard guard;
    if (const int reason = circumstances.spawn(child, command); reason != 0) {
        return failed(command.front(), "this hook cannot be started", reason);
    }
    guard.watch(child);
    const Result<bool> ended = ends_within(child, limit, command.front());
    if (!ended.ok() || !ended.value()) {
        static_cast<void>(::kill(-child, SIGKILL));  // its process group; it may be gone
    }
    int status = 0;
    if (retry([&] { return ::waitpid(child, &status, 0); }) < 0) {
        return failed(command.front(), "its end cannot be seen", errno);
    }
    if (!TRY(ended)) {
        return Error{Errc::left_over, name + ": took more than " + std::to_string(limit.count()) +
                                          " ms and was killed"};
    }
    return judge(status, name);
}

}  // namespace ceremony::consumer
