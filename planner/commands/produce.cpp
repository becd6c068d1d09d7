// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/produce.hpp"

#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "json/parse.hpp"
#include "planner/command_again.hpp"
#include "planner/make_recipe.hpp"
#include "planner/times.hpp"
#include "planner/used_configuration.hpp"
#include "program/hash_lines.hpp"
#include "recipe/write.hpp"

namespace ceremony::planner {

namespace {

Result<std::string> write(const recipe::Recipe& recipe, const std::string& spec) {
    if (spec == "v1.1") {
        return recipe::write_recipe(recipe);
    }
    return recipe::write_recipe_v1_0(recipe);
}

// A file that holds the same already is as good as written: so one can look whether it does.
Outcome write_new(const std::string& path,
                  const std::string& text,
                  const program::Program& program) {
    const auto before = read_file(path, json::text_limit, {Links::follow, Writer::anyone});
    if (before.ok() && before.value() == text) {
        return program.err(quote(path) + " is there already, and is the same\n");
    }
    if (before.ok()) {
        return Error{Errc::unwritable, quote(path) + ": exists already, with other contents"}
            .with_hint("nothing is overwritten: name another file with -o, or move this one away");
    }
    constexpr unsigned mode = 0644;  // others have to read it before they approve it
    return write_file(path, text, {Existing::refuse, Links::refuse, mode});
}

// Who forgot the result of the ceremony before plans the first one once more.
Outcome tell_beginning(const Options& options,
                       const recipe::Recipe& recipe,
                       const program::Program& program) {
    const auto& ceremony = recipe.preamble.ceremony;
    if (!ceremony || !options.previous.empty() || options.recover) {
        return Nothing{};
    }
    return program.err("No --previous: chain " + quote(ceremony->chain.text()) +
                       " begins, with ceremony " + std::to_string(ceremony->sequence) + "\n");
}

}  // namespace

Outcome produce(const Options& options, const program::Program& program) {
    if (options.spec != "v1.1" && options.spec != "v1.0") {
        return misused("--spec: not v1.0 or v1.1");
    }
    const Times times = TRY(read_times(options, program));
    const policy::Configuration configuration = TRY(use_configuration(options.config, program));
    const recipe::Recipe recipe = TRY(make_recipe(options, configuration, times, program));
    const std::string text = TRY(write(recipe, options.spec));
    if (options.spec == "v1.0") {
        warn(program,
             "v1.0 has no plan: nobody can prove this recipe again, and no ceremony can follow it");
    }
    TRY(write_new(options.output, text, program));
    TRY(tell_beginning(options, recipe, program));
    TRY(program.err("The same again: " + command_again(options, times) + "\n"));
    const crypto::Sha256 sha256 = TRY(crypto::sha256(as_bytes(text)));
    return program.out(program::hash_lines(sha256, options.output));
}

}  // namespace ceremony::planner
