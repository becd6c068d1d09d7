// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/bench.hpp"

#include <algorithm>

#include "cooked/key_id.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;

}  // namespace

Bench::Bench(const recipe::Recipe& recipe)
    : recipe_(&recipe), index_(recipe, cooked::id_from_label) {
    for (const KeyUse& use : index_.uses()) {
        if (use.key >= keys_.size()) {
            keys_.resize(use.key + std::size_t{1});
            zones_.resize(keys_.size());
        }
        if (const dns::Name* zone = recipe::zone_of(recipe.actions[use.action])) {
            zones_[use.key].push_back(*zone);
        }
    }
    // A key in full that the recipe also refers to is on a token.
    for (const KeyUse& use : index_.uses()) {
        if (use.direct != nullptr) {
            keys_[use.key].presence = Presence::direct;
        }
    }
    for (const KeyUse& use : index_.uses()) {
        if (use.name != nullptr) {
            keys_[use.key].presence = Presence::absent;
        }
    }
    for (std::vector<dns::Name>& zones : zones_) {
        std::sort(zones.begin(), zones.end());
        zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
    }
}

std::vector<KeyUse> Bench::first_uses() const {
    std::vector<bool> is_seen(keys_.size());
    std::vector<KeyUse> firsts;
    for (const KeyUse& use : index_.uses()) {
        if (!is_seen[use.key]) {
            is_seen[use.key] = true;
            firsts.push_back(use);
        }
    }
    return firsts;
}

Result<dns::Dnskey> Bench::dnskey(const KeyUse& use) const {
    const Bytes& data = use.direct != nullptr ? use.direct->data : key(use).data;
    if (data.empty() || !use.kind) {
        return Error{Errc::internal, "a key is used before its public key is known"};
    }
    return recipe::to_dnskey(*use.kind, data);
}

const KeyUse& use_at(const Bench& bench, std::size_t action, recipe::Position position) {
    const auto uses = bench.index().uses_of(action);
    return *std::find_if(uses.begin(), uses.end(),
                         [position](const KeyUse& use) { return use.position == position; });
}

}  // namespace ceremony::cooker
