// SPDX-License-Identifier: BSD-3-Clause

#include "program/program.hpp"

#include <utility>

namespace ceremony::program {

std::string_view version_text() noexcept {
    return CEREMONY_VERSION;
}

void tell(const Program& program, const Error& error) {
    std::string text = program.name + ": " + error.message() + "\n";
    if (!error.hint().empty()) {
        text += "hint: " + error.hint() + "\n";
    }
    static_cast<void>(program.err(text));  // there is nowhere else to say it
}

int exit_with(const Program& program, const Outcome& outcome) {
    if (outcome.ok()) {
        return 0;
    }
    tell(program, outcome.error());
    return exit_status(outcome.error().code());
}

void warn(const Program& program, std::string_view text) {
    if (program.warnings) {
        program.warnings(text);
        return;
    }
    static_cast<void>(program.err(program.name + ": warning: " + std::string(text) + "\n"));
}

Error misused(std::string_view name, std::string_view what) {
    std::string text;
    for (const char c : what) {
        text += c >= ' ' && c <= '~' ? c : '?';
    }
    return Error{Errc::usage, std::move(text)}.with_hint(std::string(name) +
                                                         " --help shows how it is used");
}

}  // namespace ceremony::program
