// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/options.hpp"

#include <array>

#include "program/commands.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

namespace {

constexpr std::string_view usage =
    "usage: consumer verify   COOKED.json... [--recipe RECIPE.json] [--json]\n"
    "       consumer import   [-c FILE] [--expect HASH]... [--force-sequence REASON]\n"
    "                         [COOKED.json...]\n"
    "       consumer publish  [-c FILE] [--zone ZONE] [--format FORMAT] [--zsk KEYID]\n"
    "                         [--refresh | --go-back | --dry-run | --output FILE] [TIME]\n"
    "       consumer status   [-c FILE] [--json | --nagios | --prometheus FILE]\n"
    "                         [--warning TIME] [--critical TIME]\n"
    "       consumer event    [-c FILE] ds-seen|ds-gone ZONE DS [TIME]\n"
    "       consumer event    [-c FILE] backup-done KEYID [TIME]\n"
    "       consumer event    [-c FILE] withdraw ds-seen|ds-gone ZONE DS\n"
    "       consumer event    [-c FILE] withdraw backup-done KEYID\n"
    "       consumer activate [-c FILE] TRACK ZONE\n"
    "       consumer trust    [-c FILE] add|remove ZONE DS\n"
    "       consumer trust    [-c FILE] list [ZONE]\n"
    "       consumer forget   [-c FILE] ZONE\n"
    "\n"
    "Takes the results of key signing ceremonies into service.\n"
    "\n"
    "  verify    check everything that can be checked of a result\n"
    "  import    take a result into the store, and the keys in it into the token\n"
    "  publish   give signers the key set that is right now\n"
    "  status    what is published, what comes next, and until when all goes well\n"
    "  event     record what was observed\n"
    "  activate  publish the sets of another track, or of main again\n"
    "  trust     the keys that sets of a zone must chain to\n"
    "  forget    forget a zone that is not of this host any more\n"
    "\n"
    "  -c, --config FILE            the configuration; else ./ceremony.yaml or\n"
    "                               /etc/ceremony/ceremony.yaml\n"
    "      --recipe RECIPE          the recipe as it was approved\n"
    "      --expect HASH            SHA-256 of a COOKED, as digits or as words\n"
    "      --force-sequence REASON  import a ceremony out of turn; the reason is kept\n"
    "      --zone, --format         only these targets\n"
    "      --zsk KEYID              who signs the zone, where the recipe does not say it\n"
    "      --refresh                also what did not change: the signer was restarted\n"
    "      --go-back                from a set that a wrong clock published too early\n"
    "      --dry-run                tell what would change, now or at TIME\n"
    "      --output FILE            write the planned set, of now or of TIME, to another file\n"
    "      --json                   for machines\n"
    "      --nagios                 one line, and the exit status of a plugin\n"
    "      --prometheus FILE        for the textfile collector\n"
    "      --warning, --critical    less time than that is left; default P14D, P3D\n"
    "  -h, --help                   this text\n"
    "  -V, --version                which version this is\n";

constexpr std::array<program::Command<Verb>, 8> commands = {{
    {"verify", Verb::verify},
    {"import", Verb::import},
    {"publish", Verb::publish},
    {"status", Verb::status},
    {"event", Verb::event},
    {"activate", Verb::activate},
    {"trust", Verb::trust},
    {"forget", Verb::forget},
}};

}  // namespace

Result<Verb> verb_from_text(std::string_view name) {
    return program::find_command("consumer", commands, name);
}

Error misused(std::string_view what) {
    return program::misused("consumer", what);
}

std::string_view usage_text() noexcept {
    return usage;
}

}  // namespace ceremony::consumer
