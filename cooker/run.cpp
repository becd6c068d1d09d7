// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/run.hpp"

#include "cooker/commands/attest_key.hpp"
#include "cooker/commands/hash.hpp"
#include "cooker/commands/init.hpp"
#include "cooker/commands/inventory.hpp"
#include "cooker/commands/self_test.hpp"
#include "cooker/commands/verify.hpp"
#include "cooker/cook.hpp"
#include "cooker/options.hpp"
#include "cooker/resume.hpp"

namespace ceremony::cooker {

namespace {

Outcome dispatch(const Options& options, const Program& program) {
    switch (options.verb) {
        case Verb::cook:
            return cook(options, program);
        case Verb::check:
            return check(options, program);
        case Verb::resume:
            return resume(options, program);
        case Verb::verify:
            return verify(options, program);
        case Verb::inventory:
            return inventory(options, program);
        case Verb::attest_key:
            return attest_key(options, program);
        case Verb::hash:
            return hash(options, program);
        case Verb::init:
            return init(options, program);
        case Verb::self_test:
            return self_test(options, program);
        case Verb::help:
            return program.out(usage_text());
        case Verb::version:
            return program.out("cooker " + std::string(version_text()) + "\n");
    }
    return Nothing{};
}

}  // namespace

int run(std::span<const std::string> arguments, const Program& program) {
    const auto options = read_options(arguments);
    const Outcome outcome =
        options.ok() ? dispatch(options.value(), program) : Outcome(options.error());
    if (outcome.ok()) {
        return 0;
    }
    tell(program, outcome.error());
    return exit_status(outcome.error().code());
}

}  // namespace ceremony::cooker
