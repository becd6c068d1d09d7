// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/verify.hpp"

#include <algorithm>
#include <type_traits>

#include "cooked/examination.hpp"
#include "cooked/key_id.hpp"
#include "recipe/check.hpp"

namespace ceremony::cooked {

namespace {

// Stand-ins are other keys than those the recipe names, so what it says about them counts
// no more; what was found on the token does.
recipe::Recipe without_stated_keys(recipe::Recipe rehearsed) {
    for (recipe::Action& action : rehearsed.actions) {
        if (auto* have = std::get_if<recipe::HaveKey>(&action.params)) {
            have->key_data.reset();
        }
        if (auto* deletion = std::get_if<recipe::DeleteKey>(&action.params)) {
            deletion->key_data.reset();
        }
    }
    return rehearsed;
}

// Whether existing keys may be exported is the guard's business; here all that were are taken
// to be allowed.
recipe::CheckContext context_of(const recipe::Recipe& recipe) {
    recipe::CheckContext context;
    context.id_from_label = id_from_label;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* exportation = std::get_if<recipe::ExportKeypair>(&action.params)) {
            context.exportable.insert(exportation->key.name.id());
        }
    }
    return context;
}

void sort(std::vector<recipe::Violation>& found, const recipe::Recipe& recipe) {
    const std::vector<std::size_t> order = recipe::execution_order(recipe);
    std::vector<std::size_t> rank(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i + 1;
    }
    const auto rank_of = [&rank](const recipe::Violation& violation) {
        return violation.action ? rank[*violation.action] : 0;
    };
    std::stable_sort(found.begin(), found.end(),
                     [&rank_of](const recipe::Violation& a, const recipe::Violation& b) {
                         return rank_of(a) < rank_of(b);
                     });
}

std::vector<recipe::Violation> examine(const recipe::Recipe& recipe,
                                       const Expectation& expected,
                                       VerifiedSignatures& verified) {
    std::vector<recipe::Violation> found = recipe::check(recipe, context_of(recipe));
    const recipe::KeyIndex index(recipe, id_from_label);
    Memory memory{verified, {}, {}};
    const Examination examination{recipe, expected, index, memory, found};
    examine_preamble(examination);
    examine_results(examination);
    const std::vector<FoundSet> sets = examine_sets(examination);
    const KeyBook book(examination, sets);
    examine_cds(examination, sets, book);
    sort(found, recipe);
    return found;
}

}  // namespace

std::vector<recipe::Violation> verify(const recipe::Recipe& cooked,
                                      const Expectation& expected,
                                      VerifiedSignatures& verified) {
    const bool is_rehearsal = cooked.preamble.cooked && cooked.preamble.cooked->rehearsal;
    return is_rehearsal ? examine(without_stated_keys(cooked), expected, verified)
                        : examine(cooked, expected, verified);
}

}  // namespace ceremony::cooked
