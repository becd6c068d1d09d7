// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/program.hpp"

namespace ceremony::cooker {

std::string_view version_text() noexcept {
    return CEREMONY_VERSION;
}

void tell(const Program& program, const Error& error) {
    std::string text = "cooker: " + error.message() + "\n";
    if (!error.hint().empty()) {
        text += "hint: " + error.hint() + "\n";
    }
    static_cast<void>(program.err(text));  // there is nowhere else to say it
}

}  // namespace ceremony::cooker
