// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.hpp"
#include "base/descriptor.hpp"
#include "base/read_file.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::array<const char*, 3> kept_variables = {"HOME", "TERM", "SOFTHSM2_CONF"};

// More than this program has ever been.
constexpr std::size_t program_limit = std::size_t{1} << 28U;

struct Signal {
    int number;
    std::string_view name;
};
constexpr std::array<Signal, 4> signals = {{
    {SIGINT, "SIGINT"},
    {SIGTERM, "SIGTERM"},
    {SIGHUP, "SIGHUP"},
    {SIGPIPE, "SIGPIPE"},
}};

// A signal handler can reach nothing else.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t noted = 0;

extern "C" void note(int number) {
    noted = number;
}

Error failed(std::string_view call, int error_number) {
    return system_error(Errc::internal, "process", call, error_number);
}

}  // namespace

Result<std::vector<std::string>> clear_environment() {
    std::vector<std::string> loader_variables;
    char** variable = environ;
    while (variable != nullptr && *variable != nullptr) {
        const std::string_view text = *variable;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-pointer-arithmetic): it ends with a null
        ++variable;
        if (text.starts_with("LD_")) {
            loader_variables.emplace_back(text.substr(0, text.find('=')));
        }
    }
    std::vector<std::pair<std::string, std::string>> kept;
    for (const char* name : kept_variables) {
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
        if (value != nullptr) {
            kept.emplace_back(name, value);
        }
    }
    if (::clearenv() != 0) {  // NOLINT(concurrency-mt-unsafe): one thread
        return failed("clearenv", ENOMEM);
    }
    TRY(add_to_environment(kept));
    std::sort(loader_variables.begin(), loader_variables.end());
    return loader_variables;
}

Outcome add_to_environment(const std::vector<std::pair<std::string, std::string>>& variables) {
    for (const auto& [name, value] : variables) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread, and no module yet
        if (::setenv(name.c_str(), value.c_str(), 1) != 0) {
            return failed("setenv", errno);
        }
    }
    return Nothing{};
}

Outcome confine_process() {
    ::umask(S_IRWXG | S_IRWXO);
    const rlimit none = {0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0) {
        return failed("setrlimit", errno);
    }
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return failed("prctl", errno);
    }
    int number = 0;
    do {  // the lowest number that is free
        number = ::open("/dev/null", O_RDWR);
    } while (number >= 0 && number <= STDERR_FILENO);
    if (number < 0) {
        return failed("/dev/null", errno);
    }
    ::close(number);
    return Nothing{};
}

Outcome note_signals() {
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;  // what a module waits for is not cut short
    ::sigemptyset(&action.sa_mask);
    for (const Signal& signal : signals) {
        if (::sigaction(signal.number, &action, nullptr) != 0) {
            return failed("sigaction", errno);
        }
    }
    noted = 0;
    return Nothing{};
}

std::string_view noted_signal() noexcept {
    const int number = noted;
    for (const Signal& signal : signals) {
        if (signal.number == number) {
            return signal.name;
        }
    }
    return {};
}

Outcome check_signals() {
    const std::string_view name = noted_signal();
    if (!name.empty()) {
        return Error{Errc::refused, "interrupted by " + std::string(name)};
    }
    return Nothing{};
}

Result<crypto::Sha256> hash_of_program() {
    const std::string text =
        TRY(read_file("/proc/self/exe", program_limit, {Links::follow, Writer::anyone})
                .in("this program"));
    return crypto::sha256(as_bytes(text));
}

}  // namespace ceremony::cooker
