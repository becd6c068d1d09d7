// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook.hpp"

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

// Ours, but not where the PIN is.
std::vector<char*> variables_for_hooks() {
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
        std::vector<char*> arguments;
        for (const std::string& argument : command) {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): they stay as they are
            arguments.push_back(const_cast<char*>(argument.c_str()));
        }
        arguments.push_back(nullptr);
        int reason =
            ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (reason == 0) {
            reason = ::posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
        }
        if (reason == 0) {
            // Nobody knows what the module of a token opened.
            reason = ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        }
        if (reason == 0) {
            reason = set_attributes();
        }
        if (reason == 0) {
            std::vector<char*> variables = variables_for_hooks();
            reason = ::posix_spawnp(&child, command.front().c_str(), &actions_, &attributes_,
                                    arguments.data(), variables.data());
        }
        return reason;
    }

private:
    // A process group of its own; and what we ignore, as systemd has us ignore SIGPIPE, is as
    // usual.
    [[nodiscard]] int set_attributes() {
        ::sigset_t signals{};
        static_cast<void>(::sigemptyset(&signals));
        int reason = ::posix_spawnattr_setsigmask(&attributes_, &signals);
        static_cast<void>(::sigfillset(&signals));
        reason = reason == 0 ? ::posix_spawnattr_setsigdefault(&attributes_, &signals) : reason;
        constexpr short flags =
            POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        return reason == 0 ? ::posix_spawnattr_setflags(&attributes_, flags) : reason;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
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
    if (const int reason = circumstances.spawn(child, command); reason != 0) {
        return failed(command.front(), "this hook cannot be started", reason);
    }
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
