// SPDX-License-Identifier: BSD-3-Clause

#include "planner/options.hpp"

#include <array>
#include <utility>

#include "base/quote.hpp"
#include "config/nearest.hpp"

namespace ceremony::planner {

namespace {

constexpr std::string_view usage =
    "usage: planner init          [DIRECTORY]\n"
    "       planner hash          FILE...\n"
    "       planner kasp          FILE.xml POLICY\n"
    "\n"
    "Plans key signing ceremonies: from a policy to a recipe that is proven safe.\n"
    "\n"
    "  init  write a ceremony.yaml to start with\n"
    "  hash  SHA-256 of files, as digits and as words\n"
    "  kasp  a policy of OpenDNSSEC as the section kasp: of a ceremony.yaml\n"
    "\n"
    "  -h, --help     this text\n"
    "  -V, --version  which version this is\n";

struct Command {
    std::string_view name;
    Verb verb;
};

constexpr std::array<Command, 3> commands = {{
    {"init", Verb::init},
    {"hash", Verb::hash},
    {"kasp", Verb::kasp},
}};

}  // namespace

Result<Verb> verb_from_text(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Command& command : commands) {
        if (command.name == name) {
            return command.verb;
        }
        names.push_back(command.name);
    }
    const auto near = config::nearest(name, names);
    return misused("unknown command " + quote(name) +
                   (near ? "; did you mean " + std::string(*near) + "?" : ""));
}

Error misused(std::string_view what) {
    // What CLI11 says about an argument holds it as it was given.
    std::string text;
    for (const char c : what) {
        text += c >= ' ' && c <= '~' ? c : '?';
    }
    return Error{Errc::usage, std::move(text)}.with_hint("planner --help shows how it is used");
}

std::string_view usage_text() noexcept {
    return usage;
}

}  // namespace ceremony::planner
