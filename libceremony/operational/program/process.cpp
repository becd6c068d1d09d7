// SPDX-License-Identifier: BSD-3-Clause

#include "program/process.hpp"

#include <chrono>
#include <cstdlib>
#include <unistd.h>
#include <utility>

#include "base/standard_stream.hpp"

namespace ceremony::program {

Program of_process(std::string name) {
    Program program;
    program.name = std::move(name);
    program.out = [](std::string_view text) {
        return write_standard(StandardStream::output, text);
    };
    program.err = [](std::string_view text) {
        return write_standard(StandardStream::error, text);
    };
    program.open_terminal = [] {
        return Terminal::open();
    };
    if (::isatty(STDERR_FILENO) == 1) {
        program.stopwatch = [] {
            const auto since = std::chrono::steady_clock::now().time_since_epoch();
            return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
        };
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread, and nobody sets variables
    const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
    program.credentials = credentials == nullptr ? "" : credentials;
    return program;
}

}  // namespace ceremony::program
