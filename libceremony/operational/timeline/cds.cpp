// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/cds.hpp"

#include <algorithm>

#include "timeline/ds_set.hpp"
#include "timeline/parent.hpp"

namespace ceremony::timeline {
namespace {

using policy::CdsPublish;

bool has_cds(const Draft& draft) {
    return draft.policy.cds.publish != CdsPublish::never && draft.plan.timing.has_parent;
}

CdsSets sets_for(const Draft& draft, const DsSet& wanted) {
    CdsSets sets;
    sets.ttl = draft.policy.cds.ttl;
    sets.cdnskey = draft.policy.cds.cdnskey;
    for (const DsAtParent& ds : wanted) {
        sets.digest_types.push_back(ds.digest);
        sets.keys.push_back(ds.key);
    }
    const auto make_set = [](auto& values) {
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
    };
    make_set(sets.digest_types);
    make_set(sets.keys);
    return sets;
}

/// Is one of these keys revoked in the set? Its DS has to stay for a while, and a parent must not
/// be asked to trust it, so that nothing is asked.
bool has_revoked(const Slot& slot, const DsSet& wanted) {
    return std::any_of(slot.keys.begin(), slot.keys.end(), [&](const KeyInSet& in_set) {
        return in_set.revoked && has_key(wanted, in_set.key);
    });
}

}  // namespace

std::vector<UtcTime> cds_boundaries(const Draft& draft) {
    std::vector<UtcTime> times;
    if (!has_cds(draft) || draft.plan.grid) {  // on a grid they wait for the next slot
        return times;
    }
    for (const DsChange& change : draft.plan.ds_changes) {
        times.push_back(asked_from(draft, change));
        if (change.complete && !change.assumed &&
            draft.policy.cds.publish == CdsPublish::rollover) {
            times.push_back(*change.complete);
        }
    }
    std::sort(times.begin(), times.end());
    return times;
}

void add_cds(Draft& draft) {
    if (!has_cds(draft)) {
        return;
    }
    const bool always = draft.policy.cds.publish == CdsPublish::always;
    const auto& changes = draft.plan.ds_changes;
    const auto number_of = [&changes](auto change) {
        return static_cast<std::size_t>(change - changes.begin());
    };
    // Until people have seen that the parent followed; what is assumed is not seen.
    const auto is_done = [](const DsChange& change, UtcTime time) {
        return change.complete && !change.assumed && *change.complete <= time;
    };
    const DsSet* wanted = &draft.plan.ds_before;
    auto next = changes.begin();
    for (Slot& slot : draft.plan.slots) {
        for (; next != changes.end() && asked_from(draft, *next) <= slot.from; ++next) {
            // Instead of one that is taken back they ask for what was before it, and stays.
            wanted = is_taken_back(draft.plan, number_of(next)) ? wanted : &next->after;
        }
        const bool changing = next != changes.begin() && !is_done(*(next - 1), slot.from);
        if ((changing || (always && !wanted->empty())) && !has_revoked(slot, *wanted)) {
            slot.cds = sets_for(draft, *wanted);
        }
    }
}

}  // namespace ceremony::timeline
