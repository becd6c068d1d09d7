// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>

#include "timeline/ds_set.hpp"
#include "timeline/grid.hpp"
#include "timeline/ksk.hpp"
#include "timeline/timing.hpp"
#include "timeline/trust.hpp"

namespace ceremony::timeline {

using policy::KskRoll;
using recipe::KeyRole;

/// One rollover; false when there is no other within the plan. One that was begun is ended as it
/// was begun, whatever the policy says by now.
bool KskPlanner::roll() {
    if (next_.empty()) {
        switch (draft_.policy.ksk.roll) {
            case KskRoll::double_ds:
                return roll_double_ds();
            case KskRoll::double_signature:
                return roll_double_signature();
            case KskRoll::double_rrset:
                return roll_double_rrset();
        }
    }
    const KeyIndex next = next_.front();
    if (!draft_.life(next).active) {
        return roll_double_ds();
    }
    const bool both =
        has_key(last_ds(draft_.plan), next) && has_key(last_ds(draft_.plan), *current_);
    return both ? roll_double_rrset() : roll_double_signature();
}

/// RFC 7583, section 3.3.2: the DS set changes first.
bool KskPlanner::roll_double_ds() {
    if (next_.empty() && !begin_double_ds()) {
        return false;
    }
    const Timing& timing = draft_.plan.timing;
    const KeyIndex next = next_.front();
    Life& life = draft_.life(next);
    const UtcTime due = draft_.end_of_life(*current_);
    if (draft_.policy.rfc5011 && !life.publish) {
        const UtcTime publish = first_publication(due);
        if (!draft_.is_open(publish)) {
            overrun(later(draft_.next_first(), hold_down(timing)),
                    "its successor is published in the next ceremony");
            return false;
        }
        life.publish = publish;
        life.ready = trusted_from(draft_, next);
    }
    if (!has_key(last_ds(draft_.plan), next) &&
        !submit(earlier(due, lead_of_ksk(timing, KskRoll::double_ds)))) {
        return false;
    }
    const auto seen = ds_seen(draft_, next);
    if (!seen) {
        overrun(draft_.next_first(), "nobody has confirmed the DS of its successor yet");
        return false;
    }
    const UtcTime at_parent = later(*seen, ipub_p(timing));
    life.ready =
        draft_.policy.rfc5011 ? std::max(at_parent, trusted_from(draft_, next)) : at_parent;
    const UtcTime swap = draft_.at_or_after(std::max(due, *life.ready));
    const UtcTime revoke =
        draft_.policy.rfc5011 ? draft_.at_or_after(later(swap, iret_c(timing))) : swap;
    if (!draft_.is_open(revoke)) {
        overrun(draft_.next_first(), "its successor takes over in the next ceremony");
        return false;
    }
    life.publish = life.publish.value_or(swap);
    life.active = swap;
    const KeyIndex old = *current_;
    exchange(swap, revoke);
    if (draft_.policy.rfc5011) {
        draft_.ksk_rollovers.push_back({*life.publish, draft_.life(old).remove});
    }
    withdraw_old();
    return true;
}

/// When a key is published that RFC 5011 wants in the set before it signs it at `due`.
UtcTime KskPlanner::first_publication(UtcTime due) const {
    const UtcTime planned =
        draft_.at_or_before(earlier(due, hold_down(draft_.plan.timing) + draft_.policy.validity));
    return draft_.at_or_after(std::max(planned, first_begin()));
}

/// The successor, whose DS is to be submitted or which RFC 5011 wants to be published.
bool KskPlanner::begin_double_ds() {
    if (!may_begin()) {
        return false;
    }
    const Timing& timing = draft_.plan.timing;
    const UtcTime due = draft_.end_of_life(*current_);
    const Seconds lead = lead_of_ksk(timing, KskRoll::double_ds);
    const UtcTime start = draft_.policy.rfc5011 ? first_publication(due)
                                                : std::max(earlier(due, lead), next_submission());
    if (!draft_.is_open(start)) {
        overrun(draft_.next_first(), "its rollover begins in the next ceremony");
        return false;
    }
    const auto next = draft_.take_key(KeyRole::ksk, Use::successor);
    if (!next) {
        overrun(draft_.next_first(), "its successor has to be backed up first");
        return false;
    }
    next_.push_back(*next);
    return true;
}

/// The DS of the next key, beside the others, not before `not_before`.
bool KskPlanner::submit(UtcTime not_before) {
    if (!is_settled(draft_)) {
        return false;
    }
    const KeyIndex next = next_.front();
    UtcTime earliest = std::max(not_before, next_submission());
    if (is_automatic()) {
        earliest = std::max(earliest, trusted_from(draft_, next));
    }
    if (!draft_.is_open(earliest)) {
        overrun(draft_.next_first(), "the DS of its successor is submitted in the next ceremony");
        return false;
    }
    change_ds(draft_, with_key(last_ds(draft_.plan), next, draft_.policy.cds.digests), earliest);
    return true;
}

/// The successor, in the set and signing it beside the current key.
bool KskPlanner::begin_signing(Seconds lead) {
    if (!may_begin()) {
        return false;
    }
    const Timing& timing = draft_.plan.timing;
    if (draft_.policy.rfc5011) {
        lead = std::max(lead, hold_down(timing) + draft_.policy.validity);
    }
    const UtcTime planned = draft_.at_or_before(earlier(draft_.end_of_life(*current_), lead));
    const UtcTime publish = draft_.at_or_after(std::max(planned, first_begin()));
    if (!draft_.is_open(publish)) {
        overrun(later(draft_.next_first(), lead), "its rollover begins in the next ceremony");
        return false;
    }
    const auto next = draft_.take_key(KeyRole::ksk, Use::successor);
    if (!next) {
        overrun(later(draft_.next_first(), lead), "its successor has to be backed up first");
        return false;
    }
    publish_signing(*next, publish);
    next_.push_back(*next);
    return true;
}

/// RFC 7583, section 3.3.1: the DNSKEY set changes first, then the DS set at once.
bool KskPlanner::roll_double_signature() {
    const Timing& timing = draft_.plan.timing;
    if (next_.empty() && !begin_signing(lead_of_ksk(timing, KskRoll::double_signature))) {
        return false;
    }
    const KeyIndex next = next_.front();
    if (!has_key(last_ds(draft_.plan), next)) {
        if (!may_begin()) {
            return false;
        }
        const Rest rest{*draft_.life(next).publish, ipub_c(timing)};
        UtcTime earliest = std::max(next_submission(), end_of(draft_, rest));
        if (draft_.policy.ksk.standby > 0) {
            earliest = std::max(earliest, earlier(draft_.end_of_life(*current_), dreg(timing)));
        }
        if (is_automatic()) {
            earliest = std::max(earliest, trusted_from(draft_, next));
        }
        if (!draft_.is_open(earliest)) {
            overrun(draft_.next_first(),
                    "the DS of its successor is submitted in the next ceremony");
            return false;
        }
        change_ds(
            draft_,
            without_key(with_key(last_ds(draft_.plan), next, draft_.policy.cds.digests), *current_),
            earliest, rest);
    }
    return leave_set(draft_.first);
}

/// RFC 7583, section 3.3.3: both sets change at the same time.
bool KskPlanner::roll_double_rrset() {
    const Timing& timing = draft_.plan.timing;
    if (next_.empty()) {
        if (!begin_signing(lead_of_ksk(timing, KskRoll::double_rrset))) {
            return false;
        }
    }
    const KeyIndex next = next_.front();
    // With RFC 5011 one of double-ds is published long before it signs.
    const UtcTime publish = std::max(*draft_.life(next).publish, *draft_.life(next).active);
    if (!has_key(last_ds(draft_.plan), next) && !submit(publish)) {
        return false;
    }
    if (has_key(last_ds(draft_.plan), *current_)) {
        const Rest rest{publish, iret_c(timing)};
        const UtcTime earliest = std::max(next_submission(), end_of(draft_, rest));
        if (!draft_.is_open(earliest)) {
            overrun(draft_.next_first(), "its DS is withdrawn in the next ceremony");
            return false;
        }
        change_ds(draft_, without_key(last_ds(draft_.plan), *current_), earliest, rest);
    }
    return leave_set(later(publish, iret_c(timing)));
}

/// The current key leaves the set once its DS is gone everywhere.
bool KskPlanner::leave_set(UtcTime not_before) {
    const Timing& timing = draft_.plan.timing;
    const KeyIndex next = next_.front();
    const auto gone = ds_gone(draft_, *current_);
    if (!gone) {
        overrun(draft_.next_first(), "nobody has confirmed yet that its DS is gone");
        return false;
    }
    UtcTime when = draft_.at_or_after(std::max(not_before, later(*gone, iret_p(timing))));
    if (draft_.policy.rfc5011) {
        when = draft_.at_or_after(std::max(when, trusted_from(draft_, next)));
    }
    if (!draft_.is_open(when)) {
        overrun(draft_.next_first(), "it leaves the set in the next ceremony");
        return false;
    }
    const KeyIndex old = *current_;
    exchange(when, when);
    draft_.ksk_rollovers.push_back({*draft_.life(next).publish, draft_.life(old).remove});
    const std::size_t before = next_.size();
    take_standby();
    for (std::size_t number = before; number < next_.size(); ++number) {
        publish_signing(next_[number], when);
    }
    return true;
}

}  // namespace ceremony::timeline
