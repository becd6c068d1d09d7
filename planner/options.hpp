// SPDX-License-Identifier: BSD-3-Clause
//
// options.hpp -- the command line of planner: which command, and what it is told.
//
// main.cpp fills it in; here is what it may hold, and what is said about it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ceremony::planner {

enum class Verb : std::uint8_t {
    init,
    hash,
    kasp,
    help,
    version
};

/// What was said on the command line; every command takes a part of it only.
struct Options {
    Verb verb = Verb::help;
    std::string directory = ".";     ///< of init
    std::vector<std::string> files;  ///< of hash, at least one
    std::string file;                ///< of kasp
    std::string policy;              ///< of kasp: its name in the file
};

/// The command called `name`. Errc::usage, with the nearest one.
[[nodiscard]] Result<Verb> verb_from_text(std::string_view name);

/// A command line that makes no sense.
[[nodiscard]] Error misused(std::string_view what);

/// What --help prints.
[[nodiscard]] std::string_view usage_text() noexcept;

}  // namespace ceremony::planner
