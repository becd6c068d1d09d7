// SPDX-License-Identifier: BSD-3-Clause

#include "proof/views.hpp"

#include <algorithm>

namespace ceremony::proof {

namespace {

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
                run.until = slots[i].until;
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

    [[nodiscard]] std::vector<DsVersion> ds(const ZonePlan& plan,
                                            Parent parent,
                                            std::size_t idle_from) const {
        std::vector<DsVersion> versions = {{0, &plan.ds_before, {-forever, forever, forever}}};
        for (std::size_t i = 0; i < plan.ds_changes.size(); ++i) {
            const timeline::DsChange& change = plan.ds_changes[i];
            const Instant from = change.earliest.seconds() - timing_.clock_skew;
            versions.push_back({i + 1, &change.after, {from, forever, forever}});
            const bool is_idle = parent == Parent::idle && change.assumed && i >= idle_from;
            if (change.complete && !is_idle) {
                end_all_before(versions, change.complete->seconds());
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

Views views_of(const ZonePlan& plan, Parent parent, std::size_t idle_from) {
    const Builder builder(plan.timing);
    const std::vector<Planned> planned = in_order(plan.slots, SlotNumber::Of::plan);
    const Slot& last = *planned.back().slot;
    Views views;
    views.begin = planned.front().from - plan.timing.clock_skew;
    views.promised =
        last.until.seconds() + plan.timing.lateness + plan.timing.zone_propagation + last.ttl;
    views.keys.planned = builder.keys(planned);
    views.zone.planned = builder.zone(planned);
    if (plan.slots_before.empty()) {
        builder.add_nothing(views, planned.front().from);
    } else {
        const std::vector<Planned> before =
            in_order_until(plan.slots_before, plan.handover_until.seconds());
        views.keys.before = builder.keys(before);
        views.zone.before = builder.zone(before);
    }
    views.ds = builder.ds(plan, parent, idle_from);
    return views;
}

Views views_without_import(const ZonePlan& plan) {
    Views views = views_of(plan);
    views.keys.planned.clear();
    views.zone.planned.clear();
    const Builder builder(plan.timing);
    if (plan.slots_before.empty()) {
        builder.add_nothing(views, forever);
    } else {
        const std::vector<Planned> before = in_order_until(plan.slots_before, forever);
        views.keys.before = builder.keys(before);
        views.zone.before = builder.zone(before);
    }
    return views;
}

}  // namespace ceremony::proof
