// SPDX-License-Identifier: BSD-3-Clause
//
// commands.hpp -- which command the first word of a command line names.

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/quote.hpp"
#include "base/result.hpp"
#include "config/nearest.hpp"
#include "program/program.hpp"

namespace ceremony::program {

/// A command and what stands for it in the program.
template <typename Verb>
struct Command {
    std::string_view name;
    Verb verb;
};

/// What stands for the command `name` of the program called `program`. Errc::usage as of
/// misused(), with the nearest of `commands`: "unknown command "prduce"; did you mean produce?"
template <typename Verb, std::size_t size>
[[nodiscard]] Result<Verb> find_command(std::string_view program,
                                        const std::array<Command<Verb>, size>& commands,
                                        std::string_view name) {
    std::array<std::string_view, size> names;
    for (std::size_t i = 0; i < size; ++i) {
        if (commands[i].name == name) {
            return commands[i].verb;
        }
        names[i] = commands[i].name;
    }
    const auto near = config::nearest(name, names);
    return misused(program, "unknown command " + quote(name) +
                                (near ? "; did you mean " + std::string(*near) + "?" : ""));
}

}  // namespace ceremony::program
