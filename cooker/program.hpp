// SPDX-License-Identifier: BSD-3-Clause
//
// program.hpp -- what a command is given beside its options: where to write, the clock,
// the terminal.
//
// main() makes it from the process; tests make their own.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "cooker/confirm.hpp"
#include "cooker/transcript.hpp"

namespace ceremony::cooker {

struct Program {
    Sink out;  ///< results
    Sink err;  ///< everything else
    /// A line that the next one takes the place of; empty when nobody watches.
    Sink progress;
    Clock clock = now;
    OpenTerminal open_terminal;
    /// LD_... variables that were in the environment.
    std::vector<std::string> loader_variables;
};

/// "0.1.0"
[[nodiscard]] std::string_view version_text() noexcept;

/// Writes "cooker: " and the message of `error`, and its hint on a second line, to
/// program.err. What cannot be written there is lost.
void tell(const Program& program, const Error& error);

}  // namespace ceremony::cooker
