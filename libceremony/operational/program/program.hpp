// SPDX-License-Identifier: BSD-3-Clause
//
// program.hpp -- what a command of planner or consumer is given beside its options: where to
// write, the clock, the terminal.
//
// main() makes it from the process (process.hpp); tests make their own.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/terminal.hpp"
#include "base/time.hpp"

namespace ceremony::program {

/// Writes all of a text. Errc::unwritable.
using Sink = std::function<Outcome(std::string_view text)>;
using Clock = std::function<Result<UtcTime>()>;
using OpenTerminal = std::function<Result<Terminal>()>;
/// Milliseconds since some instant, on a clock that never goes back.
using Stopwatch = std::function<std::int64_t()>;

struct Program {
    std::string name;  ///< "planner"
    Sink out;          ///< results
    Sink err;          ///< everything else
    Clock clock = now;
    OpenTerminal open_terminal;
    /// Where warnings go instead of `err`, without name and line end; none: to `err`.
    std::function<void(std::string_view text)> warnings;
    Stopwatch stopwatch;      ///< only when a person sees `err`; else none
    std::string credentials;  ///< the folder of systemd's credentials; empty: there is none
};

/// "0.1.0"
[[nodiscard]] std::string_view version_text() noexcept;

/// Writes the name of the program, the message of `error`, and its hint on a second line, to
/// program.err. What cannot be written there is lost.
void tell(const Program& program, const Error& error);

/// The exit status of a program that ends with `outcome`, after telling what went wrong.
[[nodiscard]] int exit_with(const Program& program, const Outcome& outcome);

/// Gives `text` to program.warnings; where there are none, writes "NAME: warning: " and `text` as
/// tell() does.
void warn(const Program& program, std::string_view text);

/// A command line of the program called `name` that makes no sense. `what` may hold arguments as
/// they were given.
[[nodiscard]] Error misused(std::string_view name, std::string_view what);

}  // namespace ceremony::program
