// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/init.hpp"

#include <algorithm>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/write_file.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/review_times.hpp"
#include "cooker/shell_word.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::string_view target = "cooker.yaml";
// Where Debian has SoftHSM.
constexpr std::string_view soft_hsm = "/usr/lib/softhsm/libsofthsm2.so";
constexpr std::string_view label_to_fill_in = "PUT-IN-THE-LABEL";

Outcome check_text(std::string_view option, const std::optional<std::string>& text) {
    const auto is_control = [](char c) {
        return (c >= 0 && c < ' ') || c == '\x7f';
    };
    if (text && (text->empty() || std::any_of(text->begin(), text->end(), is_control))) {
        return Error{Errc::usage,
                     std::string(option) + ": not a text on one line: " + quote(*text)};
    }
    return Nothing{};
}

std::string repository_yaml(const std::string& name, const Start& start, bool rehearsal) {
    const std::string label =
        start.label.empty() ? std::string(label_to_fill_in) : yaml_scalar(start.label);
    std::string text = "  " + yaml_scalar(name) + ":\n";
    text += "    module: " + std::string(soft_hsm) + "\n";
    text += "    # module-sha256: ...            # the only module of that name that is loaded\n";
    text += "    label: " + label + "\n";
    text += start.pin_file.empty()
                ? "    pin: ask\n"
                : "    pin: file\n    pin-file: " + yaml_scalar(start.pin_file) + "\n";
    text += std::string("    rehearsal: ") + (rehearsal ? "true " : "false") +
            "                # true: a throw-away token\n";
    return text;
}

std::string next_steps(const Options& options, const Start& start, const Needs& needs) {
    std::string text =
        "Wrote " + std::string(target) + ". Read it: it decides what a recipe may do.\n";
    if (start.label.empty()) {
        text +=
            "Put in the label of the token where it says " + std::string(label_to_fill_in) + ".\n";
    }
    if (!look_at(std::string(soft_hsm), Links::follow).ok()) {
        text += "There is no " + std::string(soft_hsm) + " here: put in the path of your module.\n";
    }
    std::string rest = " -c " + std::string(target);
    if (options.for_recipe && *options.for_recipe != default_recipe) {
        rest += " -r " + shell_word(*options.for_recipe);
    }
    if (needs.previous) {
        rest += " --previous THE-LAST-COOKED-RECIPE";
    }
    return text + "Then: cooker check" + rest + "\n      cooker cook" + rest + " -y\n";
}

}  // namespace

std::string configuration_yaml(const Needs& needs, const Start& start) {
    std::string text =
        "# The configuration of this bunker: which tokens, and what recipes may do there.\n"
        "# Whoever writes recipes must not be able to change it. cooker(1) explains each line.\n"
        "version: 1\n"
        "\n"
        "# The PKCS #11 module, by its absolute path, and the token in it. PINs: ask, file (and\n"
        "# its name behind pin-file) or pinpad.\n"
        "repositories:\n";
    std::set<std::string> stores = needs.stores;
    if (stores.empty()) {
        stores.emplace(recipe::default_store);
    }
    for (const std::string& store : stores) {
        text += repository_yaml(store, start, needs.rehearsal);
    }
    text +=
        "\n"
        "# The key that vouches for cooked recipes; `cooker attest-key` makes it.\n"
        "# attest: { keyStore: default, keyLabel: ceremony attest }\n"
        "\n";
    return text + guard_yaml(needs);
}

Outcome init(const Options& options, const Program& program) {
    TRY(check_text("--label", options.label));
    TRY(check_text("--pin-file", options.pin_file));
    const UtcTime now = TRY(program.clock());
    Needs needs;
    std::string clock;
    if (options.for_recipe) {
        const RecipeFile file = TRY(understand(TRY(read_once(*options.for_recipe))));
        needs = TRY(needs_of(file.recipe, now));
        for (const std::string& line : clock_lines(file.recipe, now)) {
            clock += line + "\n";
        }
    }
    const Start start = {options.label.value_or(""), options.pin_file.value_or("")};
    const std::string text = configuration_yaml(needs, start);
    const Outcome written = write_file(std::string(target), text);
    if (!written.ok() && look_at(std::string(target), Links::refuse).ok()) {
        return Error(written.error())
            .with_hint("nothing was changed; edit it, or move it away first");
    }
    TRY(written);
    return program.out(clock + next_steps(options, start, needs));
}

}  // namespace ceremony::cooker
