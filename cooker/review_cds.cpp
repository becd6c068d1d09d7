// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_cds.hpp"

#include <string>

#include "base/quote.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

namespace {

// `keys` is null for the request to remove the DS set.
void review_own(const ReviewTask& task, std::size_t action, const recipe::CdsKeys* keys) {
    if (keys == nullptr) {
        task.findings.refuse(action, "actionParams.cds.delete",
                             "guard.cds is own: the request to remove the DS set needs any");
        return;
    }
    for (const recipe::KeyUse& use : task.index.uses_of(action)) {
        if (use.position == recipe::Position::cds && use.direct != nullptr) {
            task.findings.refuse(
                use, "guard.cds is own, and this key is not on a token: " + key_text(*use.direct));
        }
    }
}

void ask_about(const ReviewTask& task, const dns::Name& zone, const recipe::CdsKeys* keys) {
    const std::string asks = "CDS of " + quote(zone.text()) + ": ";
    const auto ask = [&task](std::string line) {
        task.findings.ask(ask_yes(task.guard, Subject::cds, {std::move(line)}, "is that meant?"));
    };
    if (keys == nullptr) {
        ask(asks + "asks the parent to remove the DS set; the zone becomes insecure");
        return;
    }
    for (const recipe::KeysetKey& key : keys->keys) {
        ask(asks + "asks the parent to trust " + key_text(key));
    }
}

}  // namespace

void review_cds(const ReviewTask& task) {
    for (std::size_t action = 0; action < task.recipe.actions.size(); ++action) {
        const auto* set =
            std::get_if<recipe::ProduceSignedKeyset>(&task.recipe.actions[action].params);
        if (set == nullptr || !set->cds) {
            continue;
        }
        const auto* keys = std::get_if<recipe::CdsKeys>(&set->cds->content);
        switch (task.guard.cds) {
            case CdsRule::deny:
                task.findings.refuse(action, "actionParams.cds", "guard.cds is deny");
                break;
            case CdsRule::own:
                review_own(task, action, keys);
                break;
            case CdsRule::confirm:
                ask_about(task, set->owner, keys);
                break;
            case CdsRule::any:
                break;
        }
    }
}

}  // namespace ceremony::cooker
