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
    produce,
    check,
    show,
    diff,
    hash,
    transport_key,
    kasp,
    help,
    version
};

/// A cooked recipe of a ceremony before.
struct Previous {
    std::string file;
    std::optional<std::string> expect;  ///< its SHA-256, as a person gave it

    friend bool operator==(const Previous&, const Previous&) = default;
};

/// What was said on the command line; every command takes a part of it only.
struct Options {
    Verb verb = Verb::help;
    std::string directory = ".";      ///< of init
    std::vector<std::string> files;   ///< of hash at least one, of diff two
    std::string file;                 ///< of kasp: the XML; of show and check: the recipe
    std::string policy;               ///< of kasp: its name in the file
    bool json = false;                ///< --json
    std::optional<std::string> hash;  ///< --hash

    std::optional<std::string> config;   ///< -c
    std::vector<Previous> previous;      ///< --previous, --expect: the oldest first
    std::optional<std::string> from;     ///< --from
    std::optional<std::string> now;      ///< --now
    std::optional<std::string> like;     ///< --like
    std::optional<std::string> keys;     ///< --keys
    std::vector<std::string> zones;      ///< --zone
    std::optional<std::string> recover;  ///< --recover
    std::string spec = "v1.1";           ///< --spec
    std::string output = "recipe.json";  ///< -o
    std::string until;                   ///< UNTIL
    std::string description;             ///< DESCRIPTION
};

/// The command called `name`. Errc::usage, with the nearest one.
[[nodiscard]] Result<Verb> verb_from_text(std::string_view name);

/// A command line that makes no sense.
[[nodiscard]] Error misused(std::string_view what);

/// What --help prints.
[[nodiscard]] std::string_view usage_text() noexcept;

}  // namespace ceremony::planner
