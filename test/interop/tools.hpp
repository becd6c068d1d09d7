// SPDX-License-Identifier: BSD-3-Clause
//
// tools.hpp -- programs that nobody here wrote, and tests that skip without them.

#pragma once

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unistd.h>

#include "support/run_program.hpp"

namespace ceremony::test {

/// How ctest is told that a test did not take place.
inline constexpr int skipped = 77;

[[nodiscard]] inline bool is_on_path(std::string_view tool) {
    std::string_view path = "/usr/bin:/bin";
    if (const char* const set = std::getenv("PATH"); set != nullptr) {
        path = set;
    }
    while (!path.empty()) {
        const std::size_t end = path.find(':');
        const std::string file = std::string(path.substr(0, end)) + "/" + std::string(tool);
        if (::access(file.c_str(), X_OK) == 0) {
            return true;
        }
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return false;
}

/// The first statement of a test that needs these programs: where one is missing it says so
/// and ends the process as skipped. ctest runs each test in a process of its own.
inline void needs(std::initializer_list<std::string_view> tools) {
    for (const std::string_view tool : tools) {
        if (!is_on_path(tool)) {
            std::printf("skipped: %s is not installed\n", std::string(tool).c_str());
            static_cast<void>(std::fflush(stdout));
            std::_Exit(skipped);
        }
    }
}

/// Runs the command with the clock showing `time`, in seconds since 1970.
[[nodiscard]] inline Ran run_at(std::int64_t time, std::vector<std::string> command) {
    command.insert(command.begin(), {"env", "LD_PRELOAD=" CEREMONY_CLOCK_LIBRARY,
                                     "CEREMONY_CLOCK=" + std::to_string(time)});
    return run_program(command);
}

}  // namespace ceremony::test
