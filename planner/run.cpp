// SPDX-License-Identifier: BSD-3-Clause

#include "planner/run.hpp"

#include "planner/commands/check.hpp"
#include "planner/commands/diff.hpp"
#include "planner/commands/hash.hpp"
#include "planner/commands/init.hpp"
#include "planner/commands/kasp.hpp"
#include "planner/commands/produce.hpp"
#include "planner/commands/show.hpp"
#include "planner/commands/transport_key.hpp"

namespace ceremony::planner {

namespace {

Outcome dispatch(const Options& options, const program::Program& program) {
    switch (options.verb) {
        case Verb::init:
            return init(options, program);
        case Verb::produce:
            return produce(options, program);
        case Verb::check:
            return check(options, program);
        case Verb::diff:
            return diff(options, program);
        case Verb::show:
            return show(options, program);
        case Verb::hash:
            return hash(options, program);
        case Verb::transport_key:
            return transport_key(options, program);
        case Verb::kasp:
            return kasp(options, program);
        case Verb::help:
            return program.out(usage_text());
        case Verb::version:
            return program.out("planner " + std::string(program::version_text()) + "\n");
    }
    return Nothing{};
}

}  // namespace

int run(const Result<Options>& options, const program::Program& program) {
    return program::exit_with(
        program, options.ok() ? dispatch(options.value(), program) : Outcome(options.error()));
}

}  // namespace ceremony::planner
