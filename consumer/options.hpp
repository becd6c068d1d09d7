// SPDX-License-Identifier: BSD-3-Clause
//
// options.hpp -- the command line of consumer: which command, and what it is told.
//
// main.cpp fills it in; here is what it may hold, and what is said about it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ceremony::consumer {

enum class Verb : std::uint8_t {
    verify,
    import,
    publish,
    status,
    event,
    activate,
    trust,
    forget,
    help,
    version
};

/// The result that import takes when none is named.
inline constexpr std::string_view usual_result = "recipe.json";

/// What was said on the command line; every command takes a part of it only.
struct Options {
    Verb verb = Verb::help;
    std::optional<std::string> config;   ///< -c
    std::vector<std::string> files;      ///< of verify at least one, of import any number
    std::optional<std::string> recipe;   ///< of verify: --recipe
    bool json = false;                   ///< of verify and status: --json
    std::vector<std::string> expect;     ///< of import: --expect
    std::optional<std::string> forced;   ///< of import: --force-sequence
    std::vector<std::string> arguments;  ///< of event, activate, trust, forget: all

    std::optional<std::string> zone;    ///< of publish: --zone
    std::optional<std::string> format;  ///< of publish: --format
    std::optional<std::string> output;  ///< of publish: --output
    std::optional<std::string> zsk;     ///< of publish: --zsk
    std::optional<std::string> time;    ///< of publish: TIME
    bool dry_run = false;               ///< of publish: --dry-run
    bool go_back = false;               ///< of publish: --go-back
    bool refresh = false;               ///< of publish: --refresh

    bool nagios = false;                    ///< of status: --nagios
    std::optional<std::string> prometheus;  ///< of status: --prometheus
    std::string warning = "P14D";           ///< of status: --warning
    std::string critical = "P3D";           ///< of status: --critical
};

/// The command called `name`. Errc::usage, with the nearest one.
[[nodiscard]] Result<Verb> verb_from_text(std::string_view name);

/// A command line that makes no sense.
[[nodiscard]] Error misused(std::string_view what);

/// What --help prints.
[[nodiscard]] std::string_view usage_text() noexcept;

}  // namespace ceremony::consumer
