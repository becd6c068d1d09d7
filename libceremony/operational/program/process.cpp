// SPDX-License-Identifier: BSD-3-Clause

#include "program/process.hpp"

#include <cerrno>
#include <cstddef>
#include <unistd.h>
#include <utility>

#include "base/descriptor.hpp"

namespace ceremony::program {

Outcome write_all(int descriptor, std::string_view text, std::string_view called) {
    while (!text.empty()) {
        const auto written = retry([&] { return ::write(descriptor, text.data(), text.size()); });
        if (written < 0) {
            return system_error(Errc::unwritable, called, "cannot be written", errno);
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return Nothing{};
}

Program of_process(std::string name) {
    Program program;
    program.name = std::move(name);
    program.out = [](std::string_view text) {
        return write_all(STDOUT_FILENO, text, "standard output");
    };
    program.err = [](std::string_view text) {
        return write_all(STDERR_FILENO, text, "standard error");
    };
    program.open_terminal = [] {
        return Terminal::open();
    };
    return program;
}

}  // namespace ceremony::program
