// SPDX-License-Identifier: BSD-3-Clause

#include <CLI/CLI.hpp>
#include <cerrno>
#include <exception>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "base/descriptor.hpp"
#include "base/terminal.hpp"
#include "planner/options.hpp"
#include "planner/program.hpp"
#include "planner/run.hpp"

namespace {

using namespace ceremony;
using planner::Options;
using planner::Verb;

Outcome put(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = retry([&] { return ::write(descriptor, text.data(), text.size()); });
        if (written < 0) {
            return system_error(Errc::unwritable,
                                descriptor == STDOUT_FILENO ? "standard output" : "standard error",
                                "cannot be written", errno);
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return Nothing{};
}

planner::Program make_program() {
    planner::Program program;
    program.out = [](std::string_view text) {
        return put(STDOUT_FILENO, text);
    };
    program.err = [](std::string_view text) {
        return put(STDERR_FILENO, text);
    };
    program.open_terminal = [] {
        return Terminal::open();
    };
    return program;
}

// The commands, with what each takes.
void add_commands(CLI::App& app, Options& options) {
    CLI::App* init = app.add_subcommand("init");
    init->add_option("DIRECTORY", options.directory);
    CLI::App* hash = app.add_subcommand("hash");
    hash->add_option("FILE", options.files)->required();
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
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    const planner::Program program = make_program();
    try {
        return planner::run(read_options(argc, argv), program);
    } catch (const std::exception& fault) {  // only the standard library throws: no memory
        planner::tell(program,
                      Error{Errc::internal, "internal error: " + std::string(fault.what())});
        return exit_status(Errc::internal);
    }
}
