// SPDX-License-Identifier: BSD-3-Clause
//
// options.hpp -- the command line of cooker: which command, and what it is told.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ceremony::cooker {

enum class Verb : std::uint8_t {
    cook,
    check,
    resume,
    verify,
    inventory,
    attest_key,
    hash,
    init,
    self_test,
    help,
    version
};

/// What was said on the command line; every command takes a part of it only.
struct Options {
    Verb verb = Verb::cook;
    std::optional<std::string> config;      ///< -c
    std::optional<std::string> recipe;      ///< -r
    std::optional<std::string> output;      ///< -o
    std::optional<std::string> transcript;  ///< -l
    std::optional<std::string> previous;    ///< --previous
    std::optional<std::string> journal;     ///< --journal: the folder it is written to
    bool step = false;                      ///< -i: stop before each step
    bool yes = false;                       ///< -y
    bool verbose = false;                   ///< -v
    std::optional<std::string> for_recipe;  ///< --for
    std::optional<std::string> label;       ///< --label
    std::optional<std::string> pin_file;    ///< --pin-file
    /// Files: of `verify` and `resume` one, of `hash` at least one, else none.
    std::vector<std::string> files;
};

/// The recipe that is read when none is named.
inline constexpr std::string_view default_recipe = "recipe.json";

/// `arguments` are those behind the name of the program. The first that is no option is
/// the command; without one it is `cook`. Errc::usage: an unknown command or option, one
/// that the command does not take, one given twice, a missing or superfluous file. Not for
/// two threads at once: getopt_long() keeps its state where it likes.
[[nodiscard]] Result<Options> read_options(std::span<const std::string> arguments);

/// What --help prints.
[[nodiscard]] std::string_view usage_text() noexcept;

}  // namespace ceremony::cooker
