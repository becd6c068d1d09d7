// SPDX-License-Identifier: BSD-3-Clause

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <span>
#include <string>

#include "consumer/options.hpp"
#include "consumer/run.hpp"
#include "program/command_line.hpp"
#include "program/process.hpp"

namespace {

using ceremony::Errc;
using ceremony::Error;
using ceremony::Result;
using ceremony::consumer::Options;
using ceremony::consumer::Verb;
namespace consumer = ceremony::consumer;
namespace program = ceremony::program;

CLI::App* add_command(CLI::App& app, const std::string& name, Options& options) {
    CLI::App* command = app.add_subcommand(name);
    command->add_option("-c,--config", options.config);
    return command;
}

void add_commands(CLI::App& app, Options& options) {
    constexpr auto each = CLI::MultiOptionPolicy::TakeAll;
    CLI::App* verify = app.add_subcommand("verify");
    verify->add_option("COOKED", options.files)->required();
    verify->add_option("--recipe", options.recipe);
    verify->add_flag("--json", options.json);
    CLI::App* import = add_command(app, "import", options);
    import->add_option("COOKED", options.files);
    import->add_option("--expect", options.expect)
        ->multi_option_policy(each)
        ->allow_extra_args(false);
    import->add_option("--force-sequence", options.forced);
    CLI::App* publish = add_command(app, "publish", options);
    publish->add_option("TIME", options.time);
    publish->add_option("--zone", options.zone);
    publish->add_option("--format", options.format);
    publish->add_option("--output", options.output);
    publish->add_option("--zsk", options.zsk);
    publish->add_flag("--dry-run", options.dry_run);
    publish->add_flag("--refresh", options.refresh);
    publish->add_flag("--go-back", options.go_back);
    CLI::App* status = add_command(app, "status", options);
    CLI::Option* json = status->add_flag("--json", options.json);
    CLI::Option* nagios = status->add_flag("--nagios", options.nagios)->excludes(json);
    status->add_option("--prometheus", options.prometheus)->excludes(json)->excludes(nagios);
    status->add_option("--warning", options.warning);
    status->add_option("--critical", options.critical);
    for (const char* name : {"event", "activate", "trust", "forget"}) {
        add_command(app, name, options)->add_option("ARGUMENT", options.arguments)->required();
    }
}

Result<Options> read_options(const program::Arguments& arguments) {
    Options options;
    program::CommandLine line("consumer");
    add_commands(line.app(), options);
    options.verb = TRY(line.read_verb<Verb>(arguments, consumer::verb_from_text));
    return options;
}

// A plugin says one line and has statuses of its own, also when it is called wrongly.
bool is_plugin(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const char* argument) { return argument == std::string("--nagios"); });
}

}  // namespace

int main(int argc, char** argv) {
    const program::Program process = program::of_process("consumer");
    try {
        const Result<Options> options = read_options({argc, argv});
        if (!options.ok() && is_plugin(argc, argv)) {
            constexpr int unknown = 3;
            static_cast<void>(
                process.out("CEREMONY UNKNOWN - " + options.error().message() + "\n"));
            return unknown;
        }
        return consumer::run(options, process);
    } catch (const std::exception& fault) {  // only the standard library throws: no memory
        program::tell(process,
                      Error{Errc::internal, "internal error: " + std::string(fault.what())});
        return ceremony::exit_status(Errc::internal);
    }
}
