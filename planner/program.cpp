// SPDX-License-Identifier: BSD-3-Clause

#include "planner/program.hpp"

#include <string>

namespace ceremony::planner {

std::string_view version_text() noexcept {
    return CEREMONY_VERSION;
}

void tell(const Program& program, const Error& error) {
    std::string text = "planner: " + error.message() + "\n";
    if (!error.hint().empty()) {
        text += "hint: " + error.hint() + "\n";
    }
    static_cast<void>(program.err(text));  // there is nowhere else to say it
}

void warn(const Program& program, std::string_view text) {
    static_cast<void>(program.err("planner: warning: " + std::string(text) + "\n"));
}

}  // namespace ceremony::planner
