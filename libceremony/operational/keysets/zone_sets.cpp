// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/zone_sets.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "timeline/grid.hpp"

namespace ceremony::keysets {

namespace {

using timeline::later;

using Sets = std::vector<const Keyset*>;

bool is_before(const Keyset* a, const Keyset* b) {
    return std::tie(a->turn, a->from, a->stage) < std::tie(b->turn, b->from, b->stage);
}

// A ceremony that was repeated takes the place of the one that it repeats.
std::map<crypto::Sha256, std::uint32_t> turns_of(const std::vector<Contents>& files) {
    std::vector<const Contents*> in_turn;
    std::map<crypto::Sha256, std::uint32_t> turns;
    for (const Contents& file : files) {
        turns[file.file] = 0;
        if (file.ceremony) {
            in_turn.push_back(&file);
        }
    }
    std::stable_sort(in_turn.begin(), in_turn.end(), [](const Contents* a, const Contents* b) {
        return a->ceremony->sequence < b->ceremony->sequence;
    });
    std::uint32_t turn = 0;
    for (const Contents* file : in_turn) {
        turns[file->file] = ++turn;
    }
    return turns;
}

}  // namespace

recipe::Word track_of(const ZoneState& zone) {
    // The name of the main track is a word.
    return zone.track ? *zone.track : recipe::Word::from_text(recipe::main_track).value();
}

std::vector<const Keyset*> sets_of(const ZoneSets& zone, const recipe::Word& track) {
    Sets sets;
    for (const Keyset& set : zone.sets) {
        if (set.track == track) {
            sets.push_back(&set);
        }
    }
    std::stable_sort(sets.begin(), sets.end(), is_before);
    return sets;
}

std::optional<Period> period_of(std::span<const Keyset* const> sets) {
    std::optional<Period> period;
    for (const Keyset* set : sets) {
        period =
            period ? Period{std::min(period->from, set->from), std::max(period->until, set->until)}
                   : Period{set->from, set->until};
    }
    return period;
}

bool is_overtaken(std::span<const Keyset* const> sets, const Keyset& set) {
    return std::any_of(sets.begin(), sets.end(), [&set](const Keyset* other) {
        return other->turn > set.turn && other->from <= set.from;
    });
}

std::map<dns::Name, ZoneSets> by_zone(std::vector<Contents> files) {
    std::map<dns::Name, ZoneSets> zones;
    const std::map<crypto::Sha256, std::uint32_t> turns = turns_of(files);
    for (Contents& file : files) {
        for (Keyset& set : file.keysets) {
            ZoneSets& zone = zones[set.zone];
            set.turn = turns.at(file.file);
            zone.sets.push_back(std::move(set));
        }
        if (file.plan) {
            for (timeline::ZonePlan& plan : file.plan->zones) {
                const auto zone = zones.find(plan.zone);
                if (zone != zones.end()) {
                    zone->second.plans.emplace(file.file, std::move(plan));
                }
            }
        }
    }
    return zones;
}

const Keyset* choose_by_plan(const ZoneSets& zone,
                             const recipe::Word& track,
                             const Customs& customs,
                             UtcTime time) {
    const Keyset* best = nullptr;
    for (const Keyset* set : sets_of(zone, track)) {
        const bool is_due = set->has_slot
                                ? set->from <= time && time < set->until && set->stage == 0
                                : later(set->inception, customs.inception_offset) <= time &&
                                      time <= set->expiration;
        const auto rank = [](const Keyset& one) {
            return std::tuple(one.has_slot, one.turn, one.from);
        };
        if (is_due && (best == nullptr || rank(*best) <= rank(*set))) {
            best = set;
        }
    }
    return best;
}

std::vector<const Keyset*> line_of(const ZoneSets& zone, const recipe::Word& track) {
    const Sets all = sets_of(zone, track);
    Sets line;
    for (const Keyset* set : all) {
        if (set->stage == 0 && !is_overtaken(all, *set)) {
            line.push_back(set);
        }
    }
    std::stable_sort(line.begin(), line.end(),
                     [](const Keyset* a, const Keyset* b) { return a->from < b->from; });
    return line;
}

const Keyset* find_set(const ZoneSets& zone, const SetName& name) {
    const auto found = std::find_if(zone.sets.begin(), zone.sets.end(), [&name](const Keyset& set) {
        return set.from == name.from && set.stage == name.stage && set.track == name.track &&
               set.file == name.file;
    });
    return found == zone.sets.end() ? nullptr : &*found;
}

}  // namespace ceremony::keysets
