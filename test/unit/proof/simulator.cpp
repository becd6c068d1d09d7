// SPDX-License-Identifier: BSD-3-Clause

#include "unit/proof/simulator.hpp"

#include <algorithm>
#include <map>

namespace ceremony::test {

namespace {

using timeline::DsAtParent;
using timeline::Slot;

constexpr std::int64_t never = std::int64_t{1} << 40U;

const Slot* last_entered(const std::vector<Slot>& slots,
                         const std::vector<std::int64_t>& switches,
                         std::int64_t at) {
    const Slot* current = nullptr;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (switches[i] <= at) {
            current = &slots[i];
        }
    }
    return current;
}

std::int64_t between(std::mt19937& random, std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
}

}  // namespace

// What the consumer has published: nothing, before there was any set.
const Slot* Simulator::published(std::int64_t at) const {
    const Slot* current = last_entered(plan_.slots_before, course_.switches_before, at);
    if (course_.import && *course_.import <= at) {
        const Slot* imported = last_entered(plan_.slots, course_.switches, at);
        current = imported != nullptr ? imported : current;
    }
    return current;
}

const std::vector<DsAtParent>& Simulator::ds(std::int64_t at, Speed server) const {
    const auto& times = server == Speed::fast ? course_.first_ds : course_.last_ds;
    const std::vector<DsAtParent>* current = &plan_.ds_before;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] <= at) {
            current = &plan_.ds_changes[i].after;
        }
    }
    return *current;
}

Answer Simulator::ask(const Fetches& fetches) const {
    const timeline::Timing& timing = plan_.timing;
    const auto& ds_set = ds(fetches.ds_at, fetches.ds_server);
    const Slot* keys = published(fetches.keys_at - fetches.keys_behind);
    const Slot* zone = published(fetches.zone_at - fetches.zone_behind);
    const timeline::Seconds keys_ttl =
        keys != nullptr ? keys->ttl : std::max(timing.ttl, timing.max_ttl);
    // A fetch happens within its second.
    if (fetches.now - fetches.ds_at > timing.ds_ttl || fetches.now - fetches.keys_at > keys_ttl ||
        fetches.now - fetches.zone_at > timing.max_ttl) {
        return Answer::too_old;
    }
    return is_fine(ds_set, keys, zone, fetches.now) ? Answer::fine : Answer::bogus;
}

bool Simulator::is_fine(const std::vector<DsAtParent>& ds_set,
                        const Slot* keys,
                        const Slot* zone,
                        std::int64_t now) const {
    if (ds_set.empty()) {
        return true;
    }
    if (keys == nullptr || zone == nullptr || keys->inception.seconds() > now ||
        keys->expiration.seconds() < now) {
        return false;
    }
    const auto in = [](const std::vector<timeline::KeyInSet>& all, timeline::KeyIndex key) {
        return std::any_of(all.begin(), all.end(), [key](const timeline::KeyInSet& one) {
            return one.key == key && !one.revoked;
        });
    };
    // By algorithm: is it promised by the DS set, kept by a key, used in the key set, over it, and
    // over the zone?
    struct Use {
        bool promised = false;
        bool kept = false;
        bool listed = false;
        bool over_set = false;
        bool over_zone = false;
    };
    const auto strongest = std::max_element(
        ds_set.begin(), ds_set.end(),
        [](const DsAtParent& a, const DsAtParent& b) { return a.digest < b.digest; });
    for (const bool all_digests : {true, false}) {
        std::map<dns::Algorithm, Use> uses;
        const auto use_of = [&](timeline::KeyIndex key) -> Use& {
            return uses[plan_.keys[key].algorithm];
        };
        for (const DsAtParent& one : ds_set) {
            if (all_digests || one.digest == strongest->digest) {
                use_of(one.key).promised = true;
                use_of(one.key).kept |= in(keys->keys, one.key) && in(keys->signers, one.key);
            }
        }
        for (const timeline::KeyInSet& key : keys->keys) {
            use_of(key.key).listed = true;
            use_of(key.key).over_set |=
                std::count(keys->signers.begin(), keys->signers.end(), key) > 0;
        }
        for (const timeline::KeyIndex key : zone->zone_signers) {
            use_of(key).over_zone |= in(keys->keys, key);
        }
        bool is_led = false;
        bool is_signed = false;
        bool is_strict = true;
        for (const auto& [algorithm, use] : uses) {
            is_led |= use.promised && use.kept;
            is_signed |= use.over_zone;
            is_strict &=
                (!use.promised || use.kept) && (!use.listed || (use.over_set && use.over_zone));
        }
        if (!is_led || !is_signed || (plan_.strict && !is_strict)) {
            return false;
        }
    }
    return true;
}

Course latest_course(const timeline::ZonePlan& plan,
                     const std::vector<Sighting>& sightings,
                     std::optional<std::int64_t> import) {
    const timeline::Timing& timing = plan.timing;
    const auto switches_to = [&](const std::vector<Slot>& slots, bool are_planned) {
        std::vector<std::int64_t> switches;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            switches.push_back(slots[i].from.seconds() + timing.lateness);
            for (const Sighting& seen : sightings) {
                if (seen.is_planned == are_planned && i <= seen.number) {
                    switches.back() = std::min(switches.back(), seen.by);
                }
            }
        }
        return switches;
    };
    Course course;
    course.import = import;
    course.switches_before = switches_to(plan.slots_before, false);
    course.switches = switches_to(plan.slots, true);
    if (plan.slots_before.empty()) {
        course.import = course.switches.front();
    }
    for (const timeline::DsChange& change : plan.ds_changes) {
        course.first_ds.push_back(change.earliest.seconds() - timing.clock_skew);
        course.last_ds.push_back(
            change.complete ? change.complete->seconds() + timing.parent_propagation : never);
    }
    return course;
}

Course random_course(const timeline::ZonePlan& plan, std::mt19937& random) {
    const timeline::Timing& timing = plan.timing;
    Course course;
    std::int64_t last = 0;
    const auto some_time = [&](std::int64_t from) {
        last = std::max(last, from + between(random, -timing.clock_skew, timing.lateness));
        return last;
    };
    for (const Slot& slot : plan.slots_before) {
        course.switches_before.push_back(some_time(slot.from.seconds()));
    }
    const std::int64_t begin = plan.slots.front().from.seconds();
    course.import =
        plan.slots_before.empty() ? 0 : between(random, begin, plan.handover_until.seconds());
    last = 0;
    for (const Slot& slot : plan.slots) {
        course.switches.push_back(some_time(slot.from.seconds()));
    }
    // A change that is known to be complete comes behind all changes before it.
    std::int64_t bound = never;
    std::vector<std::int64_t> bounds;
    for (auto change = plan.ds_changes.rbegin(); change != plan.ds_changes.rend(); ++change) {
        bound = change->complete ? std::min(bound, change->complete->seconds()) : bound;
        bounds.insert(bounds.begin(), bound);
    }
    last = 0;
    for (std::size_t i = 0; i < plan.ds_changes.size(); ++i) {
        const timeline::DsChange& change = plan.ds_changes[i];
        const std::int64_t earliest =
            std::min(bounds[i], std::max(last, change.earliest.seconds()));
        const bool happens = bounds[i] != never || (last != never && between(random, 0, 3) > 0);
        const std::int64_t complete =
            bounds[i] != never ? bounds[i] : earliest + between(random, 0, 90 * 86400);
        course.first_ds.push_back(happens ? between(random, earliest, complete) : never);
        course.last_ds.push_back(happens ? complete + timing.parent_propagation : never);
        last = happens ? complete : never;
    }
    return course;
}

}  // namespace ceremony::test
