// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/draft.hpp"

#include <algorithm>

#include "timeline/grid.hpp"
#include "timeline/key_names.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {

Draft::Draft(const policy::Policy& its_policy, const Request& its_request, const History& history)
    : policy(its_policy), request(its_request) {
    plan.zone = history.zone;
    ksk_zones = {history.zone};
    plan.own_timing = timing_of(policy);
    const UtcTime start =
        request.from.value_or(std::max(request.now, history.until.value_or(request.now)));
    plan.timing =
        numbers_in_force(plan.own_timing, history, timeline::at_or_before(history.grid, start));
    plan.until = request.until;
    plan.strict = policy.strict;
    plan.last_ceremony = history.last_ceremony;
}

void Draft::take(History history) {
    imports = std::move(history.imports);
    plan.keys = std::move(history.keys);
    plan.slots_before = std::move(history.slots);
    plan.ds_before = std::move(history.ds_before);
    plan.ds_changes = std::move(history.ds_changes);
    backed_up_.resize(plan.keys.size());
    for (const KeyBackup& backup : history.backups) {
        backed_up_[backup.key] = true;
    }
}

UtcTime Draft::at_or_after(UtcTime time) const {
    return timeline::at_or_after(plan.grid, std::max(time, first));
}

UtcTime Draft::at_or_before(UtcTime time) const {
    return std::max(first, timeline::at_or_before(plan.grid, std::max(time, first)));
}

UtcTime Draft::end_of_life(KeyIndex index) const {
    const Key& key = plan.keys[index];
    const UtcTime active = key.planned.active.value_or(from);
    if (key.role == recipe::KeyRole::zsk) {
        return later(active, policy.zsk.lifetime);
    }
    // A standby KSK may sign for years before the DS set points to it; the first one never was
    // one.
    const auto first_ksk = std::find_if(plan.keys.begin(), plan.keys.end(), [](const Key& other) {
        return other.role == recipe::KeyRole::ksk;
    });
    const bool stood_by = policy.ksk.standby > 0 && key.planned.ds_submit && &*first_ksk != &key;
    return later(stood_by ? std::max(active, *key.planned.ds_submit) : active, policy.ksk.lifetime);
}

bool Draft::waits_for_backup(recipe::KeyRole role) const {
    switch (policy.require_backup) {
        case policy::Backup::none:
            return false;
        case policy::Backup::ksk:
            return role == recipe::KeyRole::ksk;
        case policy::Backup::all:
            return role == recipe::KeyRole::ksk || policy.zsk.source == policy::ZskSource::bunker;
    }
    return false;
}

std::optional<KeyIndex> Draft::take_key(recipe::KeyRole role, Use use) {
    const bool is_zsk = role == recipe::KeyRole::zsk;
    const auto algorithm = is_zsk ? policy.zsk.algorithm : policy.ksk.algorithm;
    const bool must_wait = use == Use::successor && waits_for_backup(role);
    KeyIndex& next = is_zsk ? next_unused_zsk_ : next_unused_ksk_;
    for (; next < plan.keys.size(); ++next) {
        const Key& candidate = plan.keys[next];
        if (candidate.role != role || candidate.algorithm != algorithm || !is_unused(candidate)) {
            continue;
        }
        if (must_wait && !backed_up_[next]) {
            return std::nullopt;  // the next ones are younger still
        }
        return next++;
    }
    if (must_wait || (is_zsk && policy.zsk.source == policy::ZskSource::external)) {
        return std::nullopt;
    }
    next = plan.keys.size() + 1;
    return make_key(role);
}

KeyIndex Draft::make_key(recipe::KeyRole role) {
    const bool is_zsk = role == recipe::KeyRole::zsk;
    Key made;
    made.zones = is_zsk ? std::vector<dns::Name>{plan.zone} : ksk_zones;
    made.role = role;
    made.algorithm = is_zsk ? policy.zsk.algorithm : policy.ksk.algorithm;
    made.size = is_zsk ? policy.zsk.size : policy.ksk.size;
    made.custody = Custody::bunker;
    made.exportable = is_zsk && policy.zsk.exported == policy::ZskExport::transport;
    made.planned.generate = request.now;
    plan.keys.push_back(std::move(made));
    backed_up_.push_back(false);
    return plan.keys.size() - 1;
}

std::vector<KeyIndex> Draft::unused_keys(recipe::KeyRole role) const {
    std::vector<KeyIndex> unused;
    for (KeyIndex index = 0; index < plan.keys.size(); ++index) {
        if (plan.keys[index].role == role && is_unused(plan.keys[index])) {
            unused.push_back(index);
        }
    }
    return unused;
}

void Draft::add_gate(decltype(Gate::opens) opens, Seconds wait) {
    const auto stage = static_cast<std::uint16_t>(plan.gates.size() + 1);
    plan.gates.push_back(Gate{stage, opens, wait});
}

void Draft::note(std::string text) {
    plan.notes.push_back(plan.zone.text() + ": " + std::move(text));
}

std::string Draft::name_of(KeyIndex index) const {
    const auto& tag = plan.keys[index].tag;
    return key_names(plan)[index] + (tag ? " (tag " + std::to_string(*tag) + ")" : "");
}

void Draft::note_overrun(KeyIndex index, UtcTime at_least, const std::string& why) {
    const UtcTime due = end_of_life(index);
    if (due < at_least) {
        note("the lifetime of " + name_of(index) + " ends at " + due.text() +
             ", but it stays in use until " + at_least.text() + " at least: " + why);
    }
}

UtcTime Draft::next_first() const {
    return timeline::at_or_after(plan.grid, later(plan.until, plan.timing.handover));
}

bool is_alive(const Key& key, recipe::KeyRole role) noexcept {
    return key.role == role && !key.planned.remove && !key.planned.destroy && !key.observed.destroy;
}

bool is_unused(const Key& key) noexcept {
    const Life& life = key.planned;
    return !life.publish && !life.active && !life.ds_submit && !life.destroy && !life.remove &&
           !key.observed.destroy && !key.observed.ds_seen;
}

}  // namespace ceremony::timeline
