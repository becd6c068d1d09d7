// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_direct_keys.hpp"

#include <utility>

#include "base/quote.hpp"
#include "cooker/key_text.hpp"
#include "cooker/possession.hpp"
#include "cooker/summary.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;

Outcome review_direct_key(const ReviewTask& task, const KeyUse& use, const dns::Name& zone) {
    const Guard& guard = task.guard;
    const Sha256 fingerprint = TRY(fingerprint_of(use.direct->data));
    switch (guard.about_direct_key(fingerprint)) {
        case Ruling::deny:
            task.findings.refuse(
                use, guard.listed_direct_keys.empty()
                         ? "guard.direct-keys is deny: " + key_text(*use.direct)
                         : "guard.direct-keys does not list " + fingerprint_text(fingerprint));
            break;
        case Ruling::confirm:
            task.findings.ask(ask_yes(
                guard, Subject::direct_key,
                hash_lines(
                    "Key of others in " +
                        std::string(use.position == Position::cds ? "the CDS records" : "the set") +
                        " of " + quote(zone.text()) + ": " + key_text(*use.direct) +
                        ", SHA-256 of its key field",
                    fingerprint),
                "does this hash stand on the paper of those who sent the key?"));
            break;
        case Ruling::allow:
            break;
    }
    return Nothing{};
}

Outcome review_possession(const ReviewTask& task,
                          const KeyUse& use,
                          const dns::Name& zone,
                          Possessions& possessions) {
    const std::string path = recipe::path_of(use);
    Outcome outcome = possessions.add(zone, *use.direct, {use.action, path});
    if (outcome.ok() || outcome.error().code() == Errc::internal) {
        return outcome;
    }
    task.findings.refuse(use.action, path + ".possession",
                         key_text(*use.direct) + ": " + outcome.error().message());
    return Nothing{};
}

}  // namespace

Outcome review_direct_keys(const ReviewTask& task) {
    Possessions possessions;
    for (const KeyUse& use : task.index.uses()) {
        const bool is_published = use.position == Position::keyset || use.position == Position::cds;
        if (use.direct != nullptr && is_published) {
            const dns::Name& zone = *recipe::zone_of(task.recipe.actions[use.action]);
            TRY(review_possession(task, use, zone, possessions));
            TRY(review_direct_key(task, use, zone));
        }
    }
    if (task.guard.possession == Demand::required) {
        for (const Possessions::Place& place : possessions.unproven()) {
            // One reason for each place: each is another key.
            task.findings.refuse_each(place.action, place.path,
                                      "guard.possession is required, and nothing shows that the "
                                      "sender has the private half");
        }
    }
    return Nothing{};
}

}  // namespace ceremony::cooker
