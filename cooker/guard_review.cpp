// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard_review.hpp"

#include <string>
#include <utility>

#include "base/quote.hpp"
#include "cooker/key_text.hpp"
#include "cooker/review_cds.hpp"
#include "cooker/review_direct_keys.hpp"
#include "cooker/review_keys.hpp"
#include "cooker/review_times.hpp"

namespace ceremony::cooker {

namespace {

void review_previous(const ReviewTask& task, Previous previous) {
    if (task.guard.previous == Demand::optional) {
        return;
    }
    const auto& ceremony = task.recipe.preamble.ceremony;
    if (!ceremony || !ceremony->previous) {
        task.findings.refuse(
            std::nullopt, ceremony ? "ceremony.previous" : "ceremony",
            "guard.previous is required, and no ceremony before this one is named");
    } else if (previous == Previous::absent) {
        task.findings.refuse(
            std::nullopt, "ceremony.previous",
            "guard.previous is required, and its cooked recipe was not shown: --previous");
    }
}

void review_zones(const ReviewTask& task) {
    for (std::size_t action = 0; action < task.recipe.actions.size(); ++action) {
        const recipe::Action& reviewed = task.recipe.actions[action];
        const dns::Name* zone = recipe::zone_of(reviewed);
        if (zone != nullptr && !task.guard.zones.contains(*zone)) {
            const bool is_set =
                std::holds_alternative<recipe::ProduceSignedKeyset>(reviewed.params);
            task.findings.refuse(action,
                                 std::string("actionParams.") + (is_set ? "ownerName" : "owner"),
                                 "guard.zones does not list " + quote(zone->text()));
        }
    }
}

// Which key it is that a person must agree to, the token tells: preflight_keys.cpp asks.
void review_deletions(const ReviewTask& task) {
    for (std::size_t action = 0; action < task.recipe.actions.size(); ++action) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&task.recipe.actions[action].params);
        if (deletion == nullptr) {
            continue;
        }
        const std::string text = key_text(deletion->key);
        if (task.guard.deletion == Ruling::deny) {
            task.findings.refuse(action, "actionParams.key", "guard.delete is deny: " + text);
        }
        if (deletion->key_data &&
            task.guard.protects(deletion->key.kind.algorithm, *deletion->key_data)) {
            task.findings.refuse(action, "actionParams.keyData",
                                 "guard.protect names this key: " + text);
        }
    }
}

}  // namespace

Result<Review> review(const Guard& guard,
                      const recipe::Recipe& recipe,
                      const ReviewContext& context) {
    const recipe::KeyIndex index(recipe, context.id_from_label);
    ReviewFindings findings;
    const ReviewTask task{guard, recipe, index, context.id_from_label, findings};
    review_previous(task, context.previous);
    review_zones(task);
    review_deletions(task);
    review_cds(task);
    TRY(review_direct_keys(task));
    TRY(review_transport_keys(task));
    review_times(task, context.now);
    review_zone_keys(task);
    return std::move(findings).take();
}

}  // namespace ceremony::cooker
