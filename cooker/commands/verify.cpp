// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/verify.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/quote.hpp"
#include "cooked/matches.hpp"
#include "cooked/verify.hpp"
#include "cooker/key_text.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/recipe_summary.hpp"
#include "cooker/summary.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

// Nobody reads more of them, and each costs a walk through the text.
constexpr std::size_t most_findings = 1000;

// Links are followed: nothing is written to what they lead to.
Result<RecipeFile> read(const std::string& path) {
    return understand(TRY(read_once(path, Links::follow)));
}

recipe::SpecVersion version_of(const RecipeFile& file) {
    // The reader knows two versions.
    return file.document->root().find("recipeSpecVersion")->text() == "v1.0"
               ? recipe::SpecVersion::v1_0
               : recipe::SpecVersion::v1_1;
}

Outcome write(const Program& program, const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        for (const std::string& part : wrap(line)) {
            text += part + "\n";
        }
    }
    return program.out(text);
}

// By what, with what and when.
std::vector<std::string> origin_lines(const recipe::Preamble& preamble) {
    std::vector<std::string> lines = {""};
    if (preamble.cooked_timestamp) {
        lines.push_back("Cooked " + preamble.cooked_timestamp->text() +
                        " UTC, by the clock of the bunker");
    }
    if (!preamble.cooked) {
        return lines;
    }
    const auto add_hash = [&lines](const std::string& what, const recipe::Sha256& digest) {
        lines.push_back("  " + what + " " + encoding::encode_hex(digest));
    };
    add_hash("from the recipe       ", preamble.cooked->recipe);
    add_hash("by the program        ", preamble.cooked->cooker);
    add_hash("with the configuration", preamble.cooked->config);
    for (const recipe::TokenIdentity& token : preamble.cooked->tokens) {
        lines.push_back("  on the token " + quote(token.label) + ", serial " + quote(token.serial) +
                        ", repository " + quote(token.repository));
    }
    if (preamble.cooked->rehearsal) {
        lines.emplace_back("This is the result of a REHEARSAL: keys and signatures are of no use");
    }
    return lines;
}

std::vector<std::string> lines_of_all_results(const recipe::Recipe& recipe) {
    std::vector<std::string> lines;
    for (std::size_t number = 0; number < recipe.actions.size(); ++number) {
        const recipe::Action& action = recipe.actions[number];
        const auto results = result_lines(action);
        if (!results.empty()) {
            lines.push_back("Action " + std::to_string(number) + ", " +
                            std::string(recipe::action_type(action)));
            lines.insert(lines.end(), results.begin(), results.end());
        }
    }
    return lines;
}

// What no check can mend, and people must know.
std::vector<std::string> left_over_lines(const RecipeFile& file) {
    std::vector<std::string> lines;
    for (const recipe::Action& action : file.recipe.actions) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
        if (deletion != nullptr && deletion->cooked && !deletion->cooked->success) {
            lines.push_back("Not deleted, or not there: " + key_text(deletion->key.name));
        }
    }
    return lines;
}

Outcome refuse(const Program& program,
               const std::string& path,
               std::vector<recipe::Violation> found,
               const json::Document& document) {
    const std::size_t count = found.size();
    found.resize(std::min(count, most_findings));
    for (const Error& error : recipe::to_errors(found, document)) {
        tell(program, error);
    }
    const std::string shown =
        count > most_findings ? ", of which " + std::to_string(most_findings) + " are shown" : "";
    return Error{Errc::refused, quote_path(path) +
                                    ": not a good cooked recipe: " + std::to_string(count) +
                                    (count == 1 ? " finding" : " findings") + shown};
}

}  // namespace

Outcome verify(const Options& options, const Program& program) {
    const std::string& path = options.files.front();
    const RecipeFile file = TRY(read(path));
    TRY(write(program, hash_lines("SHA-256 of " + quote_path(path), file.sha256)));
    TRY(write(program, {"", title_line(file.recipe)}));
    TRY(write(program, TRY(summary_lines(file.recipe))));
    TRY(expect_results(file));
    TRY(write(program, origin_lines(file.recipe.preamble)));
    if (options.verbose) {
        TRY(write(program, lines_of_all_results(file.recipe)));
    }
    TRY(write(program, {""}));

    cooked::VerifiedSignatures verified;
    const recipe::SpecVersion version = version_of(file);
    std::vector<recipe::Violation> found =
        cooked::verify(file.recipe, {cooked::Stage::final_text, version}, verified);
    if (options.recipe) {
        const RecipeFile approved = TRY(read(*options.recipe));
        TRY(write(program,
                  hash_lines("SHA-256 of " + quote_path(*options.recipe), approved.sha256)));
        TRY(write(program, {""}));
        const auto differences = cooked::differences(file.recipe, approved.recipe, approved.sha256);
        found.insert(found.end(), differences.begin(), differences.end());
    }
    TRY(write(program, left_over_lines(file)));
    if (!found.empty()) {
        return refuse(program, path, std::move(found), *file.document);
    }
    if (version == recipe::SpecVersion::v1_0) {
        TRY(write(program, {"It is a file of v1.0, which cannot say whether it is complete, or "
                            "which key is which"}));
    }
    const std::string count = std::to_string(verified.size());
    return write(program,
                 {"Good: " + count + (verified.size() == 1 ? " signature" : " signatures") +
                  " verified" + (options.recipe ? ", and it is this recipe with results" : "")});
}

}  // namespace ceremony::cooker
