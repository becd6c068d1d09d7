// SPDX-License-Identifier: BSD-3-Clause
//
// asking.hpp -- questions that a child process asks at its terminal, and what came of them, as a
// text that it can hand back.

#pragma once

#include <string>

#include "base/result.hpp"
#include "base/terminal.hpp"

namespace ceremony::test {

/// What asks, and tells what came of it.
using Teller = std::string (*)();

/// The code and the message.
inline std::string told(const Error& error) {
    return std::string(to_string(error.code())) + ": " + error.message();
}

/// "yes", "no", or the error.
inline std::string told(const Result<Answer>& answer) {
    if (!answer.ok()) {
        return told(answer.error());
    }
    return answer.value() == Answer::yes ? "yes" : "no";
}

/// Asks for a PIN: "PIN " and what was typed, or the error.
inline std::string tell_secret() {
    auto terminal = Terminal::open();
    if (!terminal.ok()) {
        return told(terminal.error());
    }
    const auto secret = terminal.value().ask_secret("PIN: ");
    return secret.ok() ? "PIN " + std::string(as_text(secret.value().reveal()))
                       : told(secret.error());
}

/// Asks for a name: "line " and what was typed, or the error.
inline std::string tell_line() {
    auto terminal = Terminal::open();
    if (!terminal.ok()) {
        return told(terminal.error());
    }
    const auto line = terminal.value().ask_line("name? ");
    return line.ok() ? "line " + line.value() : told(line.error());
}

}  // namespace ceremony::test
