// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/key_changes.hpp"

#include <algorithm>
#include <map>

#include "keysets/change.hpp"

namespace ceremony::keysets {

namespace {

// By the beginning of its slot, the set of the newest ceremony and the highest stage.
using Line = std::map<UtcTime, const Keyset*>;

Line line_with_open_gates(const ZoneSets& zone, const recipe::Word& track) {
    const std::vector<const Keyset*> all = sets_of(zone, track);
    Line line;
    for (const Keyset* set : all) {
        if (!is_overtaken(all, *set)) {
            line.insert_or_assign(set->from, set);  // they come by stage
        }
    }
    return line;
}

// The changes that were published and that the signer knows of.
std::vector<Published> known_changes(const ZoneState& state) {
    std::vector<Published> changes = state.changes;
    const bool is_pending =
        std::any_of(state.targets.begin(), state.targets.end(),
                    [](const WrittenTarget& target) { return target.hook_pending; });
    if (is_pending && state.published && !changes.empty() &&
        changes.back().set == state.published->set) {
        changes.pop_back();
    }
    return changes;
}

}  // namespace

std::vector<KeyChange> key_changes(const ZoneSets& zone, const ZoneState& state) {
    const Line line = line_with_open_gates(zone, track_of(state));
    std::vector<KeyChange> changes;
    const Keyset* before = nullptr;
    for (const auto& [from, set] : line) {
        if (before == nullptr || is_change(*before, *set)) {
            changes.push_back({from, std::nullopt});
        }
        before = set;
    }
    for (const Published& published : known_changes(state)) {
        const Keyset* set = find_set(zone, published.set);
        const auto planned = line.find(published.set.from);
        // One of a lower stage, or of a ceremony that was overtaken, is another set than planned.
        if (set == nullptr || planned == line.end() || is_change(*planned->second, *set)) {
            continue;
        }
        for (KeyChange& change : changes) {
            if (change.planned <= published.set.from && !change.since) {
                change.since = published.since;
            }
        }
    }
    return changes;
}

}  // namespace ceremony::keysets
