// SPDX-License-Identifier: BSD-3-Clause

#include "program/command_line.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "program/program.hpp"

namespace ceremony::program {

namespace {

std::span<char* const> words_in(const Arguments& arguments) {
    const std::span<char* const> all(arguments.values, static_cast<std::size_t>(arguments.count));
    return all.empty() ? all : all.subspan(1);
}

bool has_word(const Arguments& arguments, std::string_view letter, std::string_view word) {
    const auto words = words_in(arguments);
    return std::any_of(words.begin(), words.end(), [letter, word](std::string_view one) {
        return one == letter || one == word;
    });
}

}  // namespace

// Commands take after `app_` when they are added: its own help goes before that.
CommandLine::CommandLine(std::string name) : name_(std::move(name)) {
    app_.set_help_flag();
}

Result<Asked> CommandLine::read(const Arguments& arguments) {
    if (has_word(arguments, "-h", "--help")) {
        return Asked::help;
    }
    if (has_word(arguments, "-V", "--version")) {
        return Asked::version;
    }
    try {
        app_.parse(arguments.count, arguments.values);
    } catch (const CLI::ParseError& error) {  // so CLI11 says what is wrong
        return misused(name_, error.what());
    }
    if (app_.get_subcommands().empty()) {
        return misused(name_, "no command is named");
    }
    return Asked::command;
}

std::string CommandLine::first_word(const Arguments& arguments) {
    const auto words = words_in(arguments);
    const std::string first = words.empty() ? "" : words.front();
    return first.starts_with('-') ? "" : first;
}

}  // namespace ceremony::program
