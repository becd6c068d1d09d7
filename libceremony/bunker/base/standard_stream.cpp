// SPDX-License-Identifier: BSD-3-Clause

#include "base/standard_stream.hpp"

#include <unistd.h>

#include "base/descriptor.hpp"

namespace ceremony {

namespace {

int number_of(StandardStream stream) noexcept {
    return stream == StandardStream::output ? STDOUT_FILENO : STDERR_FILENO;
}

}  // namespace

Outcome write_standard(StandardStream stream, std::string_view text) {
    const int reason = write_all(number_of(stream), text);
    if (reason != 0) {
        return system_error(Errc::unwritable,
                            stream == StandardStream::output ? "standard output" : "standard error",
                            "cannot be written", reason);
    }
    return Nothing{};
}

bool is_terminal(StandardStream stream) noexcept {
    return ::isatty(number_of(stream)) == 1;
}

}  // namespace ceremony
