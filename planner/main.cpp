// SPDX-License-Identifier: BSD-3-Clause

#include <CLI/CLI.hpp>
#include <exception>
#include <string>
#include <vector>

#include "planner/options.hpp"
#include "planner/run.hpp"
#include "program/process.hpp"

namespace {

using namespace ceremony;
using planner::Options;
using planner::Verb;

// --expect belongs to the --previous before it, so their order counts.
struct PreviousOptions {
    CLI::App* command = nullptr;
    CLI::Option* previous = nullptr;
    CLI::Option* expect = nullptr;

    Result<std::vector<planner::Previous>> files() const {
        std::vector<planner::Previous> files;
        std::size_t next_file = 0;
        std::size_t next_hash = 0;
        for (const CLI::Option* option : command->parse_order()) {
            if (option == previous) {
                files.push_back({previous->results().at(next_file++), std::nullopt});
            } else if (option == expect) {
                if (files.empty() || files.back().expect) {
                    return planner::misused("--expect stands behind the --previous it is for");
                }
                files.back().expect = expect->results().at(next_hash++);
            }
        }
        return files;
    }
};

PreviousOptions add_previous(CLI::App* command) {
    constexpr auto each = CLI::MultiOptionPolicy::TakeAll;
    CLI::Option* previous = command->add_option("--previous")->multi_option_policy(each);
    CLI::Option* expect = command->add_option("--expect")->multi_option_policy(each);
    return {command, previous, expect};
}

PreviousOptions add_produce(CLI::App& app, Options& options) {
    CLI::App* command = app.add_subcommand("produce");
    command->add_option("-c,--config", options.config);
    command->add_option("--from", options.from);
    CLI::Option* now = command->add_option("--now", options.now);
    command->add_option("--like", options.like)->excludes(now);
    command->add_option("--keys", options.keys);
    command->add_option("--zone", options.zones)->allow_extra_args(false);
    command->add_option("--recover", options.recover);
    command->add_option("--spec", options.spec);
    command->add_option("-o,--output", options.output);
    command->add_option("UNTIL", options.until)->required();
    command->add_option("DESCRIPTION", options.description);
    return add_previous(command);
}

PreviousOptions add_check(CLI::App& app, Options& options) {
    CLI::App* command = app.add_subcommand("check");
    command->add_option("-c,--config", options.config);
    command->add_option("--hash", options.hash);
    command->add_option("--now", options.now);
    command->add_option("--keys", options.keys);
    command->add_option("--recover", options.recover);
    command->add_option("RECIPE", options.file)->required();
    return add_previous(command);
}

// The other commands, with what each takes.
void add_commands(CLI::App& app, Options& options) {
    app.add_subcommand("init")->add_option("DIRECTORY", options.directory);
    CLI::App* show = app.add_subcommand("show");
    show->add_option("RECIPE", options.file)->required();
    show->add_flag("--json", options.json);
    app.add_subcommand("hash")->add_option("FILE", options.files)->required();
    app.add_subcommand("diff")->add_option("RECIPE", options.files);
    app.add_subcommand("transport-key")->add_option("-c,--config", options.config);
    CLI::App* kasp = app.add_subcommand("kasp");
    kasp->add_option("FILE", options.file)->required();
    kasp->add_option("POLICY", options.policy)->required();
}

// CLI11 throws what is wrong with a command line.
Result<Options> read_options(int argc, char** argv) {
    Options options;
    CLI::App app;
    bool help = false;
    bool version = false;
    app.set_help_flag();
    app.fallthrough();
    app.add_flag("-h,--help", help);
    app.add_flag("-V,--version", version);
    const PreviousOptions produce = add_produce(app, options);
    const PreviousOptions check = add_check(app, options);
    add_commands(app, options);
    if (argc > 1 && argv[1][0] != '-') {
        options.verb = TRY(planner::verb_from_text(argv[1]));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (!help && !version) {
            return planner::misused(error.what());
        }
    }
    if (help || version) {
        options.verb = help ? Verb::help : Verb::version;
    } else if (app.get_subcommands().empty()) {
        return planner::misused("no command is named");
    } else {
        options.verb = TRY(planner::verb_from_text(app.get_subcommands().front()->get_name()));
        options.previous = TRY((options.verb == Verb::check ? check : produce).files());
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    const program::Program program = program::of_process("planner");
    try {
        return planner::run(read_options(argc, argv), program);
    } catch (const std::exception& fault) {  // only the standard library throws: no memory
        program::tell(program,
                      Error{Errc::internal, "internal error: " + std::string(fault.what())});
        return exit_status(Errc::internal);
    }
}
