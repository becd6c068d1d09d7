// SPDX-License-Identifier: BSD-3-Clause

#include "planner/previous.hpp"

#include <utility>

#include "base/quote.hpp"

namespace ceremony::planner {

Result<std::vector<program::RecipeFile>> read_previous(const std::vector<Previous>& previous,
                                                       const std::vector<std::string>& attest,
                                                       const recipe::Word& chain) {
    std::vector<program::RecipeFile> files;
    for (const Previous& one : previous) {
        program::RecipeFile file = TRY(program::read_recipe_file(one.file));
        program::Vouchers vouchers{std::nullopt, attest};
        if (one.expect) {
            vouchers.expected = TRY(program::sha256_from_text(*one.expect));
        }
        TRY(program::believe(file, vouchers));
        const auto& ceremony = file.recipe.preamble.ceremony;
        if (!ceremony || ceremony->chain != chain) {
            return Error{Errc::refused,
                         quote(file.path) + ": not a ceremony of the chain " + chain.text()};
        }
        if (!files.empty()) {
            const program::RecipeFile& before = files.back();
            if (ceremony->sequence != before.recipe.preamble.ceremony->sequence + 1 ||
                ceremony->previous != before.sha256) {
                return Error{Errc::refused,
                             quote(file.path) + ": does not follow " + quote(before.path)};
            }
        }
        files.push_back(std::move(file));
    }
    return files;
}

}  // namespace ceremony::planner
