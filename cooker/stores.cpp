// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/stores.hpp"

#include <set>
#include <string_view>

#include "base/quote.hpp"
#include "recipe/key_use.hpp"

namespace ceremony::cooker {

std::vector<recipe::Violation> review_stores(const Settings& settings,
                                             const recipe::Recipe& recipe) {
    std::vector<recipe::Violation> violations;
    std::set<std::string_view> seen;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        for (const recipe::KeyUse& use : recipe::uses_of(recipe, action)) {
            if (use.name == nullptr || !seen.insert(use.name->store()).second) {
                continue;
            }
            const auto repository = settings.repository(use.name->store());
            if (!repository.ok()) {
                violations.push_back(
                    {action, recipe::path_of(use) + ".keyStore", repository.error().message()});
            } else if (recipe.preamble.rehearsal && !repository.value()->bunker.rehearsal) {
                violations.push_back(
                    {action, recipe::path_of(use) + ".keyStore",
                     "the recipe is for a rehearsal, and the configuration does not say "
                     "rehearsal: true of repository " +
                         quote(use.name->store())});
            }
        }
    }
    return violations;
}

}  // namespace ceremony::cooker
