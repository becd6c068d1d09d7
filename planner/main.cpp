// SPDX-License-Identifier: BSD-3-Clause

#include <CLI/CLI.hpp>
#include <exception>
#include <string>
#include <vector>

#include "planner/options.hpp"
#include "planner/run.hpp"
#include "program/command_line.hpp"
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

Result<Options> read_options(const program::Arguments& arguments) {
    Options options;
    program::CommandLine line("planner");
    const PreviousOptions produce = add_produce(line.app(), options);
    const PreviousOptions check = add_check(line.app(), options);
    add_commands(line.app(), options);
    options.verb = TRY(line.read_verb<Verb>(arguments, planner::verb_from_text));
    if (options.verb == Verb::produce || options.verb == Verb::check) {
        options.previous = TRY((options.verb == Verb::check ? check : produce).files());
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    const program::Program process = program::of_process("planner");
    try {
        return planner::run(read_options({argc, argv}), process);
    } catch (const std::exception& fault) {  // only the standard library throws: no memory
        program::tell(process,
                      Error{Errc::internal, "internal error: " + std::string(fault.what())});
        return exit_status(Errc::internal);
    }
}
