// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/run.hpp"

#include "consumer/commands/activate.hpp"
#include "consumer/commands/event.hpp"
#include "consumer/commands/forget.hpp"
#include "consumer/commands/import.hpp"
#include "consumer/commands/publish.hpp"
#include "consumer/commands/status.hpp"
#include "consumer/commands/trust.hpp"
#include "consumer/commands/verify.hpp"

namespace ceremony::consumer {

namespace {

Outcome dispatch(const Options& options, const program::Program& program) {
    switch (options.verb) {
        case Verb::verify:
            return verify(options, program);
        case Verb::import:
            return import_results(options, program);
        case Verb::publish:
            return publish(options, program);
        case Verb::status:
            return status(options, program);
        case Verb::event:
            return event(options, program);
        case Verb::activate:
            return activate(options, program);
        case Verb::trust:
            return trust(options, program);
        case Verb::forget:
            return forget(options, program);
        case Verb::help:
            return program.out(usage_text());
        case Verb::version:
            return program.out("consumer " + std::string(program::version_text()) + "\n");
    }
    return Nothing{};
}

}  // namespace

int run(const Result<Options>& options, const program::Program& program) {
    if (options.ok() && options.value().verb == Verb::status && options.value().nagios) {
        return nagios_status(options.value(), program);
    }
    return program::exit_with(
        program, options.ok() ? dispatch(options.value(), program) : Outcome(options.error()));
}

}  // namespace ceremony::consumer
