// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/brought_ds.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "timeline/ds_set.hpp"

namespace ceremony::timeline {
namespace {

/// A DS that came or went.
struct Sight {
    UtcTime time;
    bool went = false;
    KeyIndex key = 0;
};

/// By time. One that went once and came back is taken to have come then for the first time.
std::vector<Sight> sights(const Draft& draft) {
    std::vector<Sight> all;
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Life& life = draft.plan.keys[index].observed;
        if (life.ds_seen) {
            all.push_back({*life.ds_seen, false, index});
        }
        if (life.ds_gone && (!life.ds_seen || *life.ds_gone > *life.ds_seen)) {
            all.push_back({*life.ds_gone, true, index});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Sight& a, const Sight& b) {
        return std::tie(a.time, a.went) < std::tie(b.time, b.went);
    });
    return all;
}

}  // namespace

void reconstruct_ds(Draft& draft) {
    const std::vector<dns::DigestType>& digests = draft.policy.cds.digests;
    std::vector<Sight> all = sights(draft);
    for (const Sight& sight : all) {
        if (sight.went && !draft.plan.keys[sight.key].observed.ds_seen) {
            draft.plan.ds_before = with_key(std::move(draft.plan.ds_before), sight.key, digests);
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const UtcTime earliest = all[i].time;
        // No parent server is without a DS while one takes the place of another.
        const bool leaves_nothing =
            all[i].went && without_key(last_ds(draft.plan), all[i].key).empty();
        if (leaves_nothing && i + 1 < all.size() && !all[i + 1].went) {
            std::swap(all[i], all[i + 1]);
        }
        const Sight& sight = all[i];
        DsSet after = sight.went ? without_key(last_ds(draft.plan), sight.key)
                                 : with_key(last_ds(draft.plan), sight.key, digests);
        draft.plan.ds_changes.push_back({std::move(after), earliest, sight.time});
    }
}

}  // namespace ceremony::timeline
