// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/model.hpp"

#include <algorithm>

namespace ceremony::timeline {

std::string_view to_string(Custody custody) noexcept {
    switch (custody) {
        case Custody::bunker:
            return "bunker";
        case Custody::operational:
            return "operational";
        case Custody::external:
            return "external";
    }
    return "unknown";
}

bool has_key(const std::vector<KeyInSet>& keys, KeyIndex key) {
    return std::any_of(keys.begin(), keys.end(),
                       [key](const KeyInSet& in_set) { return in_set.key == key; });
}

bool has_key(const std::vector<KeyIndex>& keys, KeyIndex key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool has_key(const DsSet& set, KeyIndex key) {
    return std::any_of(set.begin(), set.end(),
                       [key](const DsAtParent& record) { return record.key == key; });
}

const DsSet& ds_set_before(const ZonePlan& plan, std::size_t change) {
    return change == 0 ? plan.ds_before : plan.ds_changes[change - 1].after;
}

bool is_taken_back(const ZonePlan& plan, std::size_t change) {
    if (change + 1 >= plan.ds_changes.size()) {
        return false;
    }
    const DsChange& one = plan.ds_changes[change];
    const DsSet& before = ds_set_before(plan, change);
    const DsSet& next = plan.ds_changes[change + 1].after;
    if (one.after.empty()) {
        const bool leads_back = std::any_of(next.begin(), next.end(), [&](const DsAtParent& ds) {
            return has_key(before, ds.key);
        });
        return leads_back && (!one.complete || one.assumed);
    }
    return !one.complete && next == before;
}

bool has_same_keys(const Slot& a, const Slot& b) {
    return a.keys == b.keys && a.signers == b.signers && a.zone_signers == b.zone_signers;
}

}  // namespace ceremony::timeline
