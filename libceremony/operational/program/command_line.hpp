// SPDX-License-Identifier: BSD-3-Clause
//
// command_line.hpp -- what the command lines of planner and consumer have in common: one command,
// -h and -V. For main.cpp, which says what each command takes.

#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony::program {

/// The arguments of main().
struct Arguments {
    int count = 0;
    char** values = nullptr;
};

enum class Asked : std::uint8_t {
    command,
    help,
    version
};

class CommandLine {
public:
    /// Of the program called `name`, with -h and -V.
    explicit CommandLine(std::string name);

    /// Takes the commands, each with its options.
    [[nodiscard]] CLI::App& app() noexcept { return app_; }

    /// Reads `arguments`: whoever asks for help or the version gets it, whatever else is there.
    /// Errc::usage: what CLI11 says is wrong with them, or that no command is named.
    [[nodiscard]] Result<Asked> read(const Arguments& arguments);

    /// The same, as what stands for the command, for help or for the version. `verb_from_text`
    /// knows the commands: of one that does not exist it is asked, and not CLI11.
    template <typename Verb>
    [[nodiscard]] Result<Verb> read_verb(const Arguments& arguments,
                                         Result<Verb> (*verb_from_text)(std::string_view)) {
        const Result<Asked> asked = read(arguments);
        if (!asked.ok()) {
            const std::string word = first_word(arguments);
            const Result<Verb> known = word.empty() ? Verb::help : verb_from_text(word);
            return known.ok() ? asked.error() : known.error();
        }
        switch (asked.value()) {
            case Asked::help:
                return Verb::help;
            case Asked::version:
                return Verb::version;
            case Asked::command:
                break;
        }
        return verb_from_text(app_.get_subcommands().front()->get_name());
    }

private:
    // The first of them, the name of the program aside; empty: there is none, or it is an option.
    [[nodiscard]] static std::string first_word(const Arguments& arguments);

    std::string name_;
    CLI::App app_;
};

}  // namespace ceremony::program
