// SPDX-License-Identifier: BSD-3-Clause
//
// program.hpp -- what a command is given beside its options: where to write, the clock, the
// terminal.
//
// main() makes it from the process; tests make their own.

#pragma once

#include <functional>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/terminal.hpp"
#include "base/time.hpp"

namespace ceremony::planner {

/// Writes all of a text. Errc::unwritable.
using Sink = std::function<Outcome(std::string_view text)>;
using Clock = std::function<Result<UtcTime>()>;
using OpenTerminal = std::function<Result<Terminal>()>;

struct Program {
    Sink out;  ///< results
    Sink err;  ///< everything else
    Clock clock = now;
    OpenTerminal open_terminal;
};

/// "0.1.0"
[[nodiscard]] std::string_view version_text() noexcept;

/// Writes "planner: " and the message of `error`, and its hint on a second line, to
/// program.err. What cannot be written there is lost.
void tell(const Program& program, const Error& error);

/// Writes "planner: warning: " and `text`, in the same way.
void warn(const Program& program, std::string_view text);

}  // namespace ceremony::planner
