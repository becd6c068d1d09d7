// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/ds_set.hpp"

#include <algorithm>

namespace ceremony::timeline {

bool names_same_keys(const DsSet& a, const DsSet& b) {
    const auto within = [](const DsSet& set) {
        return [&set](const DsAtParent& ds) {
            return has_key(set, ds.key);
        };
    };
    return std::all_of(a.begin(), a.end(), within(b)) && std::all_of(b.begin(), b.end(), within(a));
}

DsSet with_key(DsSet set, KeyIndex key, const std::vector<dns::DigestType>& digests) {
    std::vector<dns::DigestType> types;
    if (set.empty()) {
        types = digests;
    } else {
        const KeyIndex model = set.front().key;
        for (const DsAtParent& ds : set) {
            if (ds.key == model) {
                types.push_back(ds.digest);
            }
        }
    }
    for (const dns::DigestType type : types) {
        set.push_back(DsAtParent{key, type});
    }
    return set;
}

DsSet without_key(DsSet set, KeyIndex key) {
    set.erase(
        std::remove_if(set.begin(), set.end(), [&](const DsAtParent& ds) { return ds.key == key; }),
        set.end());
    return set;
}

DsSet with_digests(const DsSet& set, const std::vector<dns::DigestType>& digests) {
    DsSet result;
    for (const DsAtParent& ds : set) {
        if (!has_key(result, ds.key)) {
            for (const dns::DigestType digest : digests) {
                result.push_back(DsAtParent{ds.key, digest});
            }
        }
    }
    return result;
}

const DsSet& last_ds(const ZonePlan& plan) {
    return plan.ds_changes.empty() ? plan.ds_before : plan.ds_changes.back().after;
}

}  // namespace ceremony::timeline
