// SPDX-License-Identifier: BSD-3-Clause

#include "unit/proof/oracle.hpp"

#include <algorithm>
#include <set>

namespace ceremony::test {

namespace {

using timeline::DsAtParent;
using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

constexpr std::int64_t long_ago = -1000;
constexpr std::int64_t never = 1'000'000;

// A set that is in turn in [from, until); the null slot is no set at all.
struct Turn {
    const Slot* slot = nullptr;
    std::int64_t from = long_ago;
    std::int64_t until = never;
    bool is_held = false;  // until then exactly: the one behind it is known to be late
};

// Nothing is published between the slot that should have come and its delay.
void hold(std::vector<Turn>& turns, const Late& late, std::int64_t lateness) {
    const std::int64_t until = turns[late.number].from + late.by;
    if (late.by <= lateness) {
        return;
    }
    turns[late.number - 1].until = until;
    turns[late.number - 1].is_held = true;
    for (std::size_t i = late.number; i < turns.size(); ++i) {
        turns[i].from = std::max(turns[i].from, until);
    }
}

std::vector<Turn> turns_of(const std::vector<Slot>& slots) {
    std::vector<Turn> turns;
    for (const Slot& slot : slots) {
        if (!turns.empty()) {
            turns.back().until = slot.from.seconds();
        }
        turns.push_back({&slot, slot.from.seconds(), never});
    }
    return turns;
}

// When the new result is imported at `import`.
std::vector<Turn> turns_with_import(const ZonePlan& plan,
                                    std::int64_t import,
                                    const std::optional<Late>& late) {
    std::vector<Turn> turns;
    if (plan.slots_before.empty()) {
        turns.push_back({nullptr, long_ago, import});
    }
    for (Turn turn : turns_of(plan.slots_before)) {
        turn.until = std::min(turn.until, import);
        if (turn.from < turn.until) {
            turns.push_back(turn);
        }
    }
    std::vector<Turn> planned = turns_of(plan.slots);
    if (late && late->what == Late::What::publication) {
        hold(planned, *late, plan.timing.lateness);
    }
    for (Turn turn : planned) {
        turn.from = std::max(turn.from, import);
        if (turn.from < turn.until) {
            turns.push_back(turn);
        }
    }
    return turns;
}

bool is_served(const ZonePlan& plan, const Turn& turn, std::int64_t lingering, std::int64_t at) {
    const std::int64_t lateness = turn.is_held ? 0 : plan.timing.lateness;
    return turn.from - plan.timing.clock_skew <= at &&
           at < turn.until + lateness + plan.timing.zone_propagation + lingering;
}

// What was fetched within the second `fetched` is at hand for a TTL from some instant of it on.
bool is_seen(const ZonePlan& plan,
             const Turn& turn,
             std::int64_t lingering,
             std::int64_t ttl,
             std::int64_t now) {
    for (std::int64_t fetched = now - ttl; fetched <= now; ++fetched) {
        if (is_served(plan, turn, lingering, fetched)) {
            return true;
        }
    }
    return false;
}

bool is_ds_served(const ZonePlan& plan,
                  std::size_t number,
                  std::int64_t at,
                  const std::optional<Late>& late) {
    if (number > 0 &&
        at < plan.ds_changes[number - 1].earliest.seconds() - plan.timing.clock_skew) {
        return false;
    }
    for (std::size_t later = number; later < plan.ds_changes.size(); ++later) {
        const timeline::DsChange& change = plan.ds_changes[later];
        if (!change.complete) {
            continue;
        }
        std::int64_t complete = change.complete->seconds();
        if (late && late->what == Late::What::parent && later >= late->number && change.assumed) {
            const auto& first = plan.ds_changes[late->number];
            complete = std::max(complete, first.earliest.seconds() + late->by);
        }
        if (at >= complete + plan.timing.parent_propagation) {
            return false;
        }
    }
    return true;
}

std::vector<std::vector<DsAtParent>> ds_seen(const ZonePlan& plan,
                                             std::int64_t now,
                                             const std::optional<Late>& late) {
    std::vector<std::vector<DsAtParent>> seen;
    for (std::size_t number = 0; number <= plan.ds_changes.size(); ++number) {
        for (std::int64_t at = now - plan.timing.ds_ttl; at <= now; ++at) {
            if (is_ds_served(plan, number, at, late)) {
                seen.push_back(number == 0 ? plan.ds_before : plan.ds_changes[number - 1].after);
                break;
            }
        }
    }
    return seen;
}

bool is_any_view_bogus(const ZonePlan& plan,
                       const std::vector<Turn>& turns,
                       std::int64_t now,
                       const std::optional<Late>& late) {
    const timeline::Timing& timing = plan.timing;
    for (const auto& ds : ds_seen(plan, now, late)) {
        for (const Turn& keys : turns) {
            const std::int64_t ttl = keys.slot != nullptr ? std::int64_t{keys.slot->ttl}
                                                          : std::max(timing.ttl, timing.max_ttl);
            if (!is_seen(plan, keys, 0, ttl, now)) {
                continue;
            }
            for (const Turn& zone : turns) {
                if (is_seen(plan, zone, timing.resigning, timing.max_ttl, now) &&
                    is_bogus(plan, ds, keys.slot, zone.slot, now)) {
                    return true;
                }
            }
        }
    }
    return false;
}

// One way to use the DS set.
bool is_bogus_with(const ZonePlan& plan,
                   const std::set<KeyIndex>& anchors,
                   const Slot& keys,
                   const Slot& zone) {
    std::set<KeyIndex> members;
    std::set<KeyIndex> signing;
    std::set<dns::Algorithm> algorithms;
    std::set<dns::Algorithm> signed_by;
    for (const auto& member : keys.keys) {
        algorithms.insert(plan.keys[member.key].algorithm);
        if (!member.revoked) {
            members.insert(member.key);
        }
    }
    for (const auto& signer : keys.signers) {
        if (std::count(keys.keys.begin(), keys.keys.end(), signer) > 0) {
            signed_by.insert(plan.keys[signer.key].algorithm);
            if (!signer.revoked) {
                signing.insert(signer.key);
            }
        }
    }
    std::set<dns::Algorithm> wanted;
    std::set<dns::Algorithm> reached;
    for (const KeyIndex anchor : anchors) {
        wanted.insert(plan.keys[anchor].algorithm);
        if (signing.count(anchor) > 0) {
            reached.insert(plan.keys[anchor].algorithm);
        }
    }
    std::set<dns::Algorithm> zone_signed_by;
    for (const KeyIndex signer : zone.zone_signers) {
        if (members.count(signer) > 0) {
            zone_signed_by.insert(plan.keys[signer].algorithm);
        }
    }
    if (reached.empty() || zone_signed_by.empty()) {
        return true;
    }
    return plan.strict && (reached != wanted || signed_by != algorithms ||
                           !std::includes(zone_signed_by.begin(), zone_signed_by.end(),
                                          algorithms.begin(), algorithms.end()));
}

}  // namespace

bool is_bogus(const ZonePlan& plan,
              const std::vector<DsAtParent>& ds,
              const Slot* keys,
              const Slot* zone,
              std::int64_t now) {
    if (ds.empty()) {
        return false;
    }
    if (keys == nullptr || zone == nullptr || now < keys->inception.seconds() ||
        now > keys->expiration.seconds()) {
        return true;
    }
    std::set<KeyIndex> all;
    std::set<KeyIndex> with_sha384;
    for (const DsAtParent& one : ds) {
        all.insert(one.key);
        if (one.digest == dns::DigestType::sha384) {
            with_sha384.insert(one.key);
        }
    }
    return is_bogus_with(plan, all, *keys, *zone) ||
           (!with_sha384.empty() && is_bogus_with(plan, with_sha384, *keys, *zone));
}

std::optional<std::int64_t> first_bogus(const ZonePlan& plan,
                                        std::int64_t end,
                                        const std::optional<Late>& late) {
    const std::int64_t begin = plan.slots.front().from.seconds();
    std::vector<std::vector<Turn>> worlds;
    if (late && late->what == Late::What::import) {
        worlds.push_back(
            turns_with_import(plan, plan.handover_until.seconds() + late->by, std::nullopt));
    } else {
        for (std::int64_t import = begin; import <= plan.handover_until.seconds(); ++import) {
            worlds.push_back(turns_with_import(plan, import, late));
        }
    }
    for (std::int64_t now = begin - plan.timing.clock_skew; now < end; ++now) {
        for (const std::vector<Turn>& turns : worlds) {
            if (is_any_view_bogus(plan, turns, now, late)) {
                return now;
            }
        }
    }
    return std::nullopt;
}

}  // namespace ceremony::test
