// SPDX-License-Identifier: BSD-3-Clause

#include "proof/views.hpp"

#include <algorithm>
#include <set>

namespace ceremony::proof {

namespace {

using timeline::Seconds;
using timeline::Slot;
using timeline::Timing;
using timeline::ZonePlan;

// A slot with its place in the plan, and where the next takes its place.
struct Planned {
    SlotNumber number;
    const Slot* slot = nullptr;
    Instant from = 0;
    Instant until = 0;
};

// By time. A set is served until the next, whatever its `until` says, and the last for ever.
std::vector<Planned> in_order(const std::vector<Slot>& slots, SlotNumber::Of of) {
    std::vector<Planned> all;
    all.reserve(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
        all.push_back({{of, i}, &slots[i], slots[i].from.seconds(), forever});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Planned& a, const Planned& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < all.size(); ++i) {
        all[i - 1].until = all[i].from;
    }
    return all;
}

// The sets of the ceremony before, as far as they can be published when the next result is
// imported at `end` at the latest.
std::vector<Planned> in_order_until(const std::vector<Slot>& slots, Instant end) {
    std::vector<Planned> all = in_order(slots, SlotNumber::Of::before);
    all.erase(std::remove_if(all.begin(), all.end(),
                             [end](const Planned& slot) { return slot.from >= end; }),
              all.end());
    if (!all.empty()) {
        all.back().until = std::min(all.back().until, end);
    }
    return all;
}

// The set before the one that is late stays until that is there; the consumer's lateness, which is
// added for every set, is within the delay.
void hold(std::vector<Planned>& slots, const Delay& delay, Seconds lateness) {
    const auto late = std::find_if(slots.begin(), slots.end(), [&delay](const Planned& slot) {
        return slot.number.number == delay.number;
    });
    if (late == slots.begin() || late == slots.end()) {
        return;
    }
    Instant& until = (late - 1)->until;
    if (delay.by == forever) {
        until = forever;
        slots.erase(late, slots.end());
    } else {
        until = std::max(until, late->from + delay.by - lateness);
    }
}

// The first slot whose CDS sets ask for the change; null: none does.
const Slot* asking_slot(const ZonePlan& plan, const timeline::DsChange& change) {
    std::set<timeline::KeyIndex> keys;
    for (const timeline::DsAtParent& ds : change.after) {
        keys.insert(ds.key);
    }
    for (const Slot& slot : plan.slots) {
        if (slot.cds && slot.from >= change.earliest &&
            std::equal(keys.begin(), keys.end(), slot.cds->keys.begin(), slot.cds->keys.end())) {
            return &slot;
        }
    }
    return nullptr;
}

// When the parent may begin with a change that rests on an import, which is up to `by` late: people
// wait for it, a parent that reads CDS sets acts once these are there.
Instant earliest_after(const ZonePlan& plan, const timeline::DsChange& change, Instant by) {
    const Instant people = plan.handover_until.seconds() + by + *change.after_import;
    const Slot* const asking = by == forever ? nullptr : asking_slot(plan, change);
    const Instant parent = asking == nullptr ? people : asking->from.seconds();
    return std::max(change.earliest.seconds(), std::min(people, parent));
}

class Builder {
public:
    explicit Builder(const Timing& timing) : timing_(timing) {}

    [[nodiscard]] std::vector<ChildVersion> keys(const std::vector<Planned>& slots) const {
        std::vector<ChildVersion> versions;
        versions.reserve(slots.size());
        for (const Planned& slot : slots) {
            versions.push_back(version(slot, 0, slot.slot->ttl));
        }
        return versions;
    }

    // Slots in a row in which the same keys sign the zone are one version.
    [[nodiscard]] std::vector<ChildVersion> zone(const std::vector<Planned>& slots) const {
        std::vector<ChildVersion> versions;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            Planned run = slots[i];
            while (i + 1 < slots.size() &&
                   slots[i + 1].slot->zone_signers == run.slot->zone_signers) {
                ++i;
                run.until = std::max(run.until, slots[i].until);
            }
            versions.push_back(version(run, timing_.resigning, timing_.max_ttl));
        }
        return versions;
    }

    // Before the first set: answers without keys and without signatures.
    void add_nothing(Views& views, Instant until) const {
        const Planned nothing{{}, nullptr, -forever, until};
        views.keys.before = {version(nothing, 0, std::max(timing_.ttl, timing_.max_ttl))};
        views.zone.before = {version(nothing, timing_.resigning, timing_.max_ttl)};
    }

    // Assumed changes from one that is late on are complete no sooner than that one.
    [[nodiscard]] std::vector<DsVersion> ds(const ZonePlan& plan,
                                            const std::optional<Delay>& delay) const {
        std::vector<DsVersion> versions = {{0, &plan.ds_before, {-forever, forever, forever}}};
        Instant delayed = -forever;
        for (std::size_t i = 0; i < plan.ds_changes.size(); ++i) {
            const timeline::DsChange& change = plan.ds_changes[i];
            Instant earliest = change.earliest.seconds();
            if (delay && delay->what == Step::What::hand_over && change.after_import) {
                earliest = earliest_after(plan, change, delay->by);
                delayed = std::max(delayed, earliest);
            }
            if (delay && delay->what == Step::What::ds_change && delay->number == i) {
                delayed = earliest + delay->by;
            }
            const Instant from = earliest - timing_.clock_skew;
            versions.push_back({i + 1, &change.after, {from, forever, forever}});
            if (change.complete) {
                const Instant complete = change.complete->seconds();
                end_all_before(versions, change.assumed ? std::max(complete, delayed) : complete);
            }
        }
        return versions;
    }

private:
    [[nodiscard]] ChildVersion version(const Planned& slot, Instant lingering, Instant ttl) const {
        const Instant from = slot.from - timing_.clock_skew;
        const Instant until = slot.until + timing_.lateness + timing_.zone_propagation + lingering;
        // What is never served is never seen.
        return {
            slot.number, slot.slot, slot.until, {from, until, until > from ? until + ttl : from}};
    }

    // A change that is complete ends everything before it, seen or not.
    void end_all_before(std::vector<DsVersion>& versions, Instant complete) const {
        const Instant until = complete + timing_.parent_propagation;
        for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
            Window& window = versions[i].window;
            window.until = std::min(window.until, until);
            const Instant gone = until > window.from ? until + timing_.ds_ttl : window.from;
            window.seen_until = std::min(window.seen_until, gone);
        }
    }

    const Timing& timing_;
};

}  // namespace

Views views_of(const ZonePlan& plan, const std::optional<Delay>& delay) {
    const auto late = [&delay](Step::What what) {
        return delay && delay->what == what ? delay : std::nullopt;
    };
    const Builder builder(plan.timing);
    std::vector<Planned> planned = in_order(plan.slots, SlotNumber::Of::plan);
    const Slot& last = *planned.back().slot;
    const Instant begin = planned.front().from;
    if (const auto publication = late(Step::What::publish)) {
        hold(planned, *publication, plan.timing.lateness);
    }
    Views views;
    views.begin = begin - plan.timing.clock_skew;
    views.promised =
        last.until.seconds() + plan.timing.lateness + plan.timing.zone_propagation + last.ttl;
    views.keys.planned = builder.keys(planned);
    views.zone.planned = builder.zone(planned);
    const auto hand_over = late(Step::What::hand_over);
    const Instant by = hand_over ? hand_over->by : 0;
    if (by == forever) {
        views.keys.planned.clear();
        views.zone.planned.clear();
    }
    if (plan.slots_before.empty()) {
        builder.add_nothing(views, std::min(begin + by, forever));
    } else {
        const std::vector<Planned> before =
            in_order_until(plan.slots_before, plan.handover_until.seconds() + by);
        views.keys.before = builder.keys(before);
        views.zone.before = builder.zone(before);
    }
    views.ds = builder.ds(plan, delay);
    return views;
}

}  // namespace ceremony::proof
