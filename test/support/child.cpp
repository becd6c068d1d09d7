// SPDX-License-Identifier: BSD-3-Clause

#include "support/child.hpp"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace ceremony::test {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("child process: " + what);
}

void check(bool is_done, const char* call) {
    if (!is_done) {
        fail(std::string(call) + " failed");
    }
}

// What the child says: "ok", or the number of an Errc, and a message.
constexpr char success = 'k';
constexpr char failure = 'e';
constexpr char fault = 'f';

std::string report_of(const std::function<Outcome()>& action) {
    try {
        const Outcome outcome = action();
        if (outcome.ok()) {
            return {success};
        }
        return std::string{failure, static_cast<char>(outcome.error().code())} +
               outcome.error().message();
    } catch (const std::exception& exception) {
        return std::string{fault} + exception.what();
    } catch (...) {  // what Catch2 throws when a REQUIRE fails; it must not leave the child
        return std::string{fault} + "a check failed";
    }
}

std::string read_to_end(int descriptor) {
    std::string text;
    std::array<char, 4096> piece = {};
    while (true) {
        const auto count = ::read(descriptor, piece.data(), piece.size());
        if (count <= 0) {
            return text;
        }
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
}

sock_filter statement(int code, std::uint32_t operand) {
    return {static_cast<std::uint16_t>(code), 0, 0, operand};
}

}  // namespace

Outcome in_child(const std::function<Outcome()>& action) {
    std::array<int, 2> pipe = {};
    check(::pipe(pipe.data()) == 0, "pipe");
    const pid_t child = ::fork();
    check(child >= 0, "fork");
    if (child == 0) {
        const std::string report = report_of(action);
        const auto written = ::write(pipe[1], report.data(), report.size());
        ::_exit(written == static_cast<ssize_t>(report.size()) ? 0 : 1);
    }
    ::close(pipe[1]);
    const std::string report = read_to_end(pipe[0]);
    ::close(pipe[0]);
    int status = 0;
    check(::waitpid(child, &status, 0) == child, "waitpid");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || report.empty()) {
        fail("ended with wait status " + std::to_string(status));
    }
    if (report[0] == fault) {
        fail(report.substr(1));
    }
    if (report[0] == failure) {
        return Error{static_cast<Errc>(report.at(1)), report.substr(2)};
    }
    return Nothing{};
}

void let_calls_fail(std::initializer_list<FailingCall> calls) {
    std::vector<sock_filter> filter;
    filter.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
    for (const FailingCall& call : calls) {
        // If it is this call, fail it; else skip one statement.
        const auto number = static_cast<std::uint32_t>(call.number);
        filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, number});
        const auto reason = static_cast<std::uint32_t>(call.reason);
        filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | reason));
    }
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
    check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    check(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "PR_SET_SECCOMP");
}

void become_unprivileged() {
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0) {
        check(::setgroups(0, nullptr) == 0, "setgroups");
        check(::setresgid(nobody, nobody, nobody) == 0, "setresgid");
        check(::setresuid(nobody, nobody, nobody) == 0, "setresuid");
    }
}

void limit_file_size(unsigned long octets) {
    // Else the signal would end the process.
    check(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR, "signal");
    const rlimit limit = {octets, octets};
    check(::setrlimit(RLIMIT_FSIZE, &limit) == 0, "setrlimit");
}

}  // namespace ceremony::test
