// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/ksk.hpp"

#include <algorithm>
#include <utility>

#include "timeline/ds_set.hpp"
#include "timeline/grid.hpp"
#include "timeline/timing.hpp"
#include "timeline/trust.hpp"
#include "timeline/zsk.hpp"

namespace ceremony::timeline {

using policy::KskRoll;
using recipe::KeyRole;

KskPlanner::KskPlanner(Draft& draft) : draft_(draft) {
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Key& key = draft.plan.keys[index];
        const Life& life = key.planned;
        if (!is_alive(key, KeyRole::ksk) || is_unused(key) || life.retire || life.revoke) {
            continue;
        }
        if (life.active && (!current_ || *life.active < *draft.life(*current_).active)) {
            if (current_) {
                next_.push_back(*current_);
            }
            current_ = index;
        } else {
            next_.push_back(index);
        }
    }
}

void KskPlanner::plan() {
    leave();
    if (!current_ && !begin()) {
        return;
    }
    if (draft_.request.goal == Goal::insecure) {
        withdraw_last_ds();
    } else {
        restore_ds();
        withdraw_old();
        submit_first_ds();
        change_digests();
        fill_standby();
        while (roll()) {
        }
        record_open_rollover();
    }
}

/// Other digest types are a step of their own, and never taken while keys change.
void KskPlanner::change_digests() {
    const DsSet wanted = with_digests(last_ds(draft_.plan), draft_.policy.cds.digests);
    if (is_unwanted_change(wanted)) {
        change_ds(draft_, wanted, next_submission());
        return;
    }
    const bool rolling = next_.size() > draft_.policy.ksk.standby;
    if (!is_settled(draft_) || rolling || wanted == last_ds(draft_.plan)) {
        return;
    }
    if (draft_.is_open(next_submission())) {
        change_ds(draft_, wanted, next_submission());
    }
}

/// Were other digest types asked for than those of `wanted`, which were there before, and has
/// nobody seen them?
bool KskPlanner::is_unwanted_change(const DsSet& wanted) const {
    const auto& changes = draft_.plan.ds_changes;
    if (changes.empty() || is_settled(draft_)) {
        return false;
    }
    const DsSet& before = ds_set_before(draft_.plan, changes.size() - 1);
    return wanted == before && names_same_keys(before, changes.back().after);
}

/// Standby keys, as many as the policy wants and can be had.
void KskPlanner::take_standby() {
    while (next_.size() < draft_.policy.ksk.standby) {
        const auto standby = draft_.take_key(KeyRole::ksk, Use::successor);
        if (!standby) {
            return;
        }
        next_.push_back(*standby);
    }
}

/// A rollover that is not at its end at the end of the plan.
void KskPlanner::record_open_rollover() {
    if (next_.size() > draft_.policy.ksk.standby && draft_.life(next_.front()).publish) {
        draft_.ksk_rollovers.push_back({*draft_.life(next_.front()).publish, std::nullopt});
    }
}

/// What was revoked before leaves the set.
void KskPlanner::leave() {
    for (KeyIndex index = 0; index < draft_.plan.keys.size(); ++index) {
        Life& life = draft_.life(index);
        if (is_alive(draft_.key(index), KeyRole::ksk) && life.revoke) {
            const UtcTime when = draft_.at_or_after(later(*life.revoke, irev(draft_.plan.timing)));
            if (draft_.is_open(when)) {
                life.retire = when;
                life.remove = when;
            }
        }
    }
}

/// The first KSK of a zone, and the standby keys that are in the set with it.
bool KskPlanner::begin() {
    const UtcTime when = draft_.at_or_after(draft_.first);
    const std::size_t count =
        draft_.policy.ksk.roll == KskRoll::double_signature ? draft_.policy.ksk.standby + 1U : 1U;
    for (std::size_t number = 0; number < count; ++number) {
        const auto key = draft_.take_key(KeyRole::ksk, Use::first);
        if (!key) {
            return false;
        }
        Life& life = draft_.life(*key);
        life.publish = when;
        life.ready = when;
        life.active = when;
        if (current_) {
            next_.push_back(*key);
        } else {
            current_ = *key;
        }
    }
    return true;
}

UtcTime KskPlanner::next_submission() const {
    UtcTime when = first_submission(draft_);
    if (!draft_.plan.ds_changes.empty()) {
        const DsChange& last = draft_.plan.ds_changes.back();
        when = std::max(when, last.complete.value_or(last.earliest));
    }
    return when;
}

/// Have the keys been backed up that the zone will depend on once it has a DS?
bool KskPlanner::may_have_ds() const {
    for (KeyIndex index = 0; index < draft_.plan.keys.size(); ++index) {
        const Key& key = draft_.plan.keys[index];
        if (key.planned.active && !key.planned.remove && key.custody == Custody::bunker &&
            draft_.waits_for_backup(key.role) && !draft_.is_backed_up(index)) {
            return false;
        }
    }
    return true;
}

void KskPlanner::submit_first_ds() {
    if (!last_ds(draft_.plan).empty() || !is_settled(draft_)) {
        return;
    }
    UtcTime signed_from = *draft_.life(*current_).active;
    for (const Key& key : draft_.plan.keys) {
        if (key.role == KeyRole::ksk && key.planned.active) {
            signed_from = std::min(signed_from, *key.planned.active);
        }
    }
    const Life& life = draft_.life(*current_);
    const Rest rest{signed_from, ipub_first_ds(draft_.plan.timing)};
    const UtcTime earliest = std::max({next_submission(), end_of(draft_, rest),
                                       life.ready.value_or(life.publish.value_or(signed_from))});
    if (!may_have_ds()) {
        draft_.note("the first DS waits until its keys are backed up");
        return;
    }
    if (!draft_.is_open(earliest)) {
        draft_.note("the first DS may be submitted at " + earliest.text() +
                    ", which the next ceremony plans");
        return;
    }
    const std::vector<dns::DigestType>& digests = draft_.policy.cds.digests;
    DsSet set = with_key({}, *current_, digests);
    if (draft_.policy.ksk.roll == KskRoll::double_ds) {
        take_standby();
        for (const KeyIndex standby : next_) {
            set = with_key(std::move(set), standby, digests);
        }
    }
    change_ds(draft_, std::move(set), earliest, rest);
}

void KskPlanner::withdraw_last_ds() {
    if (!last_ds(draft_.plan).empty()) {
        change_ds(draft_, {}, next_submission());
    }
    if (is_settled(draft_) &&
        (draft_.plan.ds_changes.empty() || !draft_.plan.ds_changes.back().assumed)) {
        draft_.note("the parent has no DS of it: it need not be signed any longer");
        return;
    }
    draft_.note("the DS set has to be gone from all servers of the parent by " +
                last_withdrawal(draft_).text() + ", or the zone is bogus when the last set ends");
}

/// A DS set that was to be withdrawn, and is to stay now. It is not known to be gone: it may be
/// there or not, and the parent is asked for it again.
void KskPlanner::restore_ds() {
    const auto& changes = draft_.plan.ds_changes;
    if (changes.empty() || !changes.back().after.empty() ||
        (changes.back().complete && !changes.back().assumed)) {
        return;
    }
    const std::size_t withdrawal = changes.size() - 1;
    const UtcTime since = changes.back().earliest;
    WithoutOld kept = without_old(ds_set_before(draft_.plan, withdrawal),
                                  std::max(first_submission(draft_), since));
    if (kept.set.empty()) {  // its withdrawal was assumed, and the keys have left the set since
        return;
    }
    // The set before may rest on an import that nobody has told of.
    if (withdrawal > 0 && changes[withdrawal - 1].after_import) {
        const Seconds wait = *changes[withdrawal - 1].after_import;
        kept.rest = Rest{draft_.from, std::max(wait, kept.rest ? kept.rest->wait : 0)};
        kept.earliest = std::max(kept.earliest, end_of(draft_, *kept.rest));
    }
    draft_.note("the DS set was to be withdrawn from " + since.text() +
                " on, and is to stay now; it is not known to be gone: have the parent keep it, or "
                "publish it again");
    change_ds(draft_, std::move(kept.set), kept.earliest, kept.rest);
}

/// Do validators follow the set by themselves (RFC 5011), and nobody else has a say?
bool KskPlanner::is_automatic() const {
    return !draft_.plan.timing.has_parent && draft_.policy.rfc5011;
}

/// `set` without the DS of each key that left the DNSKEY set, or is revoked; not before `earliest`,
/// nor before no cache has what was published before. A trust anchor that is revoked goes as soon
/// as validators can see that.
KskPlanner::WithoutOld KskPlanner::without_old(const DsSet& set, UtcTime earliest) const {
    WithoutOld result{set, earliest, std::nullopt};
    for (const DsAtParent& ds : set) {
        const Life& life = draft_.life(ds.key);
        const auto left = life.revoke ? life.revoke : life.remove;
        if (left && has_key(result.set, ds.key)) {
            const auto& rest = result.rest;
            const UtcTime published = rest ? std::max(rest->published, *left) : *left;
            const bool at_once = is_automatic() && life.revoke;
            result.rest = Rest{published, at_once ? 0 : iret_c(draft_.plan.timing)};
            result.earliest = std::max(result.earliest, end_of(draft_, *result.rest));
            result.set = without_key(std::move(result.set), ds.key);
        }
    }
    return result;
}

void KskPlanner::withdraw_old() {
    if (!is_settled(draft_)) {
        return;
    }
    WithoutOld kept = without_old(last_ds(draft_.plan), next_submission());
    if (!kept.rest || !draft_.is_open(kept.earliest)) {
        return;
    }
    take_standby();
    for (const KeyIndex standby : next_) {
        if (!has_key(kept.set, standby) && !draft_.life(standby).active) {
            kept.set = with_key(std::move(kept.set), standby, draft_.policy.cds.digests);
        }
    }
    change_ds(draft_, std::move(kept.set), kept.earliest, kept.rest);
}

void KskPlanner::fill_standby() {
    if (!is_settled(draft_) || last_ds(draft_.plan).empty()) {
        return;
    }
    const std::size_t before = next_.size();
    take_standby();
    DsSet set = last_ds(draft_.plan);
    for (std::size_t number = before; number < next_.size(); ++number) {
        if (draft_.policy.ksk.roll == KskRoll::double_ds) {
            set = with_key(std::move(set), next_[number], draft_.policy.cds.digests);
        } else {
            publish_signing(next_[number], draft_.at_or_after(draft_.first));
        }
    }
    if (set != last_ds(draft_.plan)) {
        change_ds(draft_, std::move(set), next_submission());
    }
}

/// A key enters the set and signs it.
void KskPlanner::publish_signing(KeyIndex key, UtcTime when) {
    Life& life = draft_.life(key);
    life.publish = when;
    life.active = when;
    life.ready = later(when, ipub_c(draft_.plan.timing));
    if (draft_.policy.rfc5011) {
        life.ready = trusted_from(draft_, key);
    }
}

/// Nothing else is under way at the parent.
bool KskPlanner::may_begin() {
    const bool old = std::any_of(last_ds(draft_.plan).begin(), last_ds(draft_.plan).end(),
                                 [&](const DsAtParent& ds) {
                                     const Life& life = draft_.life(ds.key);
                                     return life.revoke || life.remove;
                                 });
    if (is_settled(draft_) && !old && has_key(last_ds(draft_.plan), *current_)) {
        return true;
    }
    overrun(draft_.next_first(), "the DS set at the parent is not what it has to be yet");
    return false;
}

/// When a rollover that changes the DNSKEY set may begin.
UtcTime KskPlanner::first_begin() const {
    if (draft_.policy.overlap == policy::Overlap::avoid) {
        return std::max(draft_.first, end_of_zsk_rollover(draft_).value_or(draft_.first));
    }
    return draft_.first;
}

/// The next key takes the place of the current one, which leaves the set at `when`; with RFC 5011
/// it stays, is revoked at `revoke`, and leaves later. A validator trusts it no more from the
/// instant in which it sees that (RFC 5011, section 2.1), so that no cache may have a set any more
/// that it alone signed.
void KskPlanner::exchange(UtcTime when, UtcTime revoke) {
    Life& old = draft_.life(*current_);
    if (draft_.policy.rfc5011) {
        old.revoke = revoke;
        const UtcTime gone = draft_.at_or_after(later(revoke, irev(draft_.plan.timing)));
        if (draft_.is_open(gone)) {
            old.retire = gone;
            old.remove = gone;
        }
    } else {
        old.retire = when;
        old.remove = when;
    }
    current_ = next_.front();
    next_.pop_front();
}

void KskPlanner::overrun(UtcTime at_least, const std::string& why) {
    draft_.note_overrun(*current_, at_least, why);
}

void plan_ksks(Draft& draft) {
    KskPlanner(draft).plan();
}

}  // namespace ceremony::timeline
