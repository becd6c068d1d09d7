// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/check.hpp"

#include <algorithm>

#include "recipe/checks.hpp"

namespace ceremony::recipe {

std::vector<Violation> check(const Recipe& recipe, const CheckContext& context) {
    const KeyIndex index(recipe, context.id_from_label);
    std::vector<Violation> found;
    const Examination examination{recipe, context, index, found};
    check_keys(examination);
    check_signers(examination);
    check_exports(examination);
    check_times(examination);
    check_tags(examination);

    const std::vector<std::size_t> order = execution_order(recipe);
    std::vector<std::size_t> rank(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
    }
    std::stable_sort(found.begin(), found.end(), [&rank](const Violation& a, const Violation& b) {
        return rank[a.action.value_or(0)] < rank[b.action.value_or(0)];
    });
    return found;
}

}  // namespace ceremony::recipe
