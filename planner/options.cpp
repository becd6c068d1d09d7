// SPDX-License-Identifier: BSD-3-Clause

#include "planner/options.hpp"

#include <array>

#include "program/commands.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

namespace {

constexpr std::string_view usage =
    "usage: planner init    [DIRECTORY]\n"
    "       planner produce [-c FILE] [--from TIME] [--now TIME] [--like RECIPE]\n"
    "                       [--previous COOKED.json [--expect HASH]]... [--keys FILE]\n"
    "                       [--zone NAME]... [--recover RECIPE] [--spec v1.0] [-o recipe.json]\n"
    "                       UNTIL [DESCRIPTION]\n"
    "       planner check   RECIPE.json [-c FILE] [--hash HASH] [--now TIME]\n"
    "                       [--previous COOKED.json [--expect HASH]]... [--keys FILE]\n"
    "                       [--recover RECIPE]\n"
    "       planner show    RECIPE.json [--json]\n"
    "       planner diff    OLD.json NEW.json\n"
    "       planner hash    FILE...\n"
    "       planner transport-key [-c FILE]\n"
    "       planner kasp    FILE.xml POLICY\n"
    "\n"
    "Plans key signing ceremonies: from a policy to a recipe that is proven safe.\n"
    "\n"
    "  init           write a ceremony.yaml to start with\n"
    "  produce        plan a ceremony, with sets for the time until UNTIL\n"
    "  check          is a recipe well-formed, and its plan safe\n"
    "  show           the plan in a recipe, for those who approve it\n"
    "  diff           in which way two recipes differ\n"
    "  hash           SHA-256 of files, as digits and as words\n"
    "  transport-key  make or find the key that ZSKs travel under\n"
    "  kasp           a policy of OpenDNSSEC as the section kasp: of a ceremony.yaml\n"
    "\n"
    "  -c, --config FILE       the configuration; else ./ceremony.yaml or\n"
    "                          /etc/ceremony/ceremony.yaml\n"
    "      --from TIME         the first instant to plan\n"
    "      --now TIME          plan, or check, as if it were TIME\n"
    "      --like RECIPE       plan as if it were the time of that recipe\n"
    "      --previous COOKED   the result of a ceremony before; several: the oldest first\n"
    "      --expect HASH       SHA-256 of the COOKED before it, as digits or as words\n"
    "      --keys FILE         keys that exist\n"
    "      --zone NAME         plan this zone\n"
    "      --recover RECIPE    repeat that ceremony, whose result was lost\n"
    "      --spec VERSION      write v1.0 instead of v1.1\n"
    "  -o, --output FILE       where the recipe goes; nothing else may be there\n"
    "      --hash HASH         SHA-256 that the recipe must have\n"
    "      --json              for machines\n"
    "  -h, --help              this text\n"
    "  -V, --version           which version this is\n";

constexpr std::array<program::Command<Verb>, 8> commands = {{
    {"init", Verb::init},
    {"produce", Verb::produce},
    {"check", Verb::check},
    {"show", Verb::show},
    {"diff", Verb::diff},
    {"hash", Verb::hash},
    {"transport-key", Verb::transport_key},
    {"kasp", Verb::kasp},
}};

}  // namespace

Result<Verb> verb_from_text(std::string_view name) {
    return program::find_command("planner", commands, name);
}

Error misused(std::string_view what) {
    return program::misused("planner", what);
}

std::string_view usage_text() noexcept {
    return usage;
}

}  // namespace ceremony::planner
