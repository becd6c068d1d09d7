// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/key_changes.hpp"

#include <algorithm>
#include <iterator>
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
    if (untold_target(state) != nullptr && state.published && !changes.empty() &&
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
            const bool is_forgotten =
                state.changes.size() >= remembered_changes && from < state.changes.front().set.from;
            changes.push_back({from, is_forgotten ? std::optional(from) : std::nullopt});
        }
        before = set;
    }
    for (const Published& published : known_changes(state)) {
        const Keyset* set = find_set(zone, published.set);
        // The slots of a ceremony that was overtaken may have begun at other times.
        const auto after = line.upper_bound(published.set.from);
        // One of a lower stage has other keys than planned.
        if (set == nullptr || after == line.begin() || is_change(*std::prev(after)->second, *set)) {
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
