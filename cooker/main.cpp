// SPDX-License-Identifier: BSD-3-Clause

#include <exception>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/standard_stream.hpp"
#include "base/terminal.hpp"
#include "cooker/process.hpp"
#include "cooker/program.hpp"
#include "cooker/run.hpp"
#include "crypto/digest.hpp"

namespace ceremony {
namespace {

cooker::Program make_program() {
    cooker::Program program;
    program.out = [](std::string_view text) {
        return write_standard(StandardStream::output, text);
    };
    program.err = [](std::string_view text) {
        return write_standard(StandardStream::error, text);
    };
    if (is_terminal(StandardStream::output)) {
        // Over the line before: back to its beginning, and what is left of it erased.
        program.progress = [](std::string_view text) {
            return write_standard(StandardStream::output, "\r\x1b[K" + std::string(text));
        };
    }
    program.open_terminal = [] {
        return Terminal::open();
    };
    return program;
}

Outcome set_up(cooker::Program& program) {
    TRY(crypto::sha256({}));  // libcrypto, before anything could make it read its configuration
    TRY(cooker::confine_process());
    TRY(cooker::note_signals());
    program.loader_variables = TRY(cooker::clear_environment());
    return Nothing{};
}

int run_program(int argc, char** argv) {
    try {
        cooker::Program program = make_program();
        const Outcome ready = set_up(program);
        if (!ready.ok()) {
            cooker::tell(program, ready.error());
            return exit_status(ready.error().code());
        }
        const std::span<char*> words(argv, static_cast<std::size_t>(argc));
        const std::vector<std::string> arguments(words.begin() + (argc > 0 ? 1 : 0), words.end());
        return cooker::run(arguments, program);
    } catch (const std::exception& fault) {  // only the standard library throws: no memory
        for (const std::string_view part : std::initializer_list<std::string_view>{
                 "cooker: internal error: ", fault.what(), "\n"}) {
            static_cast<void>(
                write_standard(StandardStream::error, part));  // there is nowhere else to say it
        }
        return exit_status(Errc::internal);
    }
}

}  // namespace
}  // namespace ceremony

int main(int argc, char** argv) {
    return ceremony::run_program(argc, argv);
}
