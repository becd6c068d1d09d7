// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/obstacles.hpp"

#include <algorithm>
#include <utility>

#include "policy/length_text.hpp"
#include "timeline/grid.hpp"
#include "timeline/parent.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// Can the numbers that are in force be kept, with keys that can sign?
Outcome check_request(const Draft& draft) {
    const Timing& timing = draft.plan.timing;
    const Seconds needed = timing.child_delay() + timing.ttl;
    if (timing.refresh < needed) {
        return refuse(draft.plan.zone,
                      "refresh is " + policy::length_text(timing.refresh) +
                          ", but with the numbers that are in force a set may be used for " +
                          policy::length_text(needed) + " after its slot: refresh has to be " +
                          policy::length_text(needed));
    }
    for (const Key& key : draft.plan.keys) {
        if (key.role == KeyRole::ksk && key.planned.active && !key.planned.remove &&
            key.custody != Custody::bunker) {
            return refuse(draft.plan.zone,
                          "the KSK " + std::to_string(key.tag.value_or(0)) +
                              " is in use and not in the bunker, where nothing can be signed with "
                              "it, so that no set of this ceremony would be believed: bring its "
                              "private half into the bunker (custody: bunker, with its keyID), or "
                              "have whoever holds it roll over to a KSK that is there");
        }
    }
    return Nothing{};
}

/// Do the sets of the ceremony before, which nobody can make anew, allow for the delays that are in
/// force by now?
Outcome check_sets_before(const Draft& draft) {
    const Timing& timing = draft.plan.timing;
    const Seconds late = timing.lateness + timing.zone_propagation;
    for (const Slot& slot : draft.plan.slots_before) {
        const UtcTime until = std::min(slot.until, draft.plan.handover_until);
        if (slot.from >= draft.plan.handover_until ||
            later(until, late + slot.ttl + timing.clock_skew) < draft.from) {
            continue;
        }
        const Seconds room = slot.expiration.seconds() + 1 - until.seconds() - slot.ttl;
        if (late > room) {
            return refuse(draft.plan.zone,
                          "lateness and zone.propagation are " + policy::length_text(late) +
                              " together, but the signatures of the set that the ceremony before "
                              "made for " +
                              slot.from.text() + " leave room for " + policy::length_text(room) +
                              ": plan with no more than that, and with a refresh that has room "
                              "for what is wanted in the ceremony after this one");
        }
        const Seconds skew = slot.from.seconds() - slot.inception.seconds();
        if (timing.clock_skew > skew) {
            return refuse(draft.plan.zone,
                          "clock-skew is " + policy::length_text(timing.clock_skew) +
                              ", but the signatures of the set that the ceremony before made for " +
                              slot.from.text() + " begin only " + policy::length_text(skew) +
                              " before it: plan with no more than that, and with an "
                              "inceptionoffset for what is wanted in the ceremony after this one");
        }
    }
    return Nothing{};
}

/// Has what this plan decides yet to come?
Outcome check_events(const Draft& draft) {
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        for (const auto event : changes_of_sets) {
            const auto& when = draft.life(index).*event;
            if (when && *when >= draft.first && *when < draft.request.now) {
                // The start that is as much later as the first change is too early.
                const Seconds missing = draft.request.now.seconds() - draft.first.seconds();
                return refuse(draft.plan.zone,
                              draft.name_of(index) + " changes at " + when->text() +
                                  ", which is in the past: start (--from) at " +
                                  later(draft.from, missing).text() + " at the earliest");
            }
        }
    }
    return Nothing{};
}

/// Can the DS set of a zone that goes insecure be gone in time?
Outcome check_withdrawal(const Draft& draft) {
    if (draft.request.goal != Goal::insecure || draft.plan.ds_changes.empty()) {
        return Nothing{};
    }
    const DsChange& change = draft.plan.ds_changes.back();
    const UtcTime gone = later(change.earliest, dreg(draft.plan.timing));
    const UtcTime latest = last_withdrawal(draft);
    if ((change.complete && !change.assumed) || gone <= latest) {
        return Nothing{};
    }
    const Seconds missing = gone.seconds() - latest.seconds();
    return refuse(draft.plan.zone, "the DS set can be withdrawn from " + change.earliest.text() +
                                       " on and is gone at " + gone.text() + ", but has to be by " +
                                       latest.text() +
                                       ", before the last set ends: ask for sets until " +
                                       later(draft.plan.until, missing).text());
}

}  // namespace

Error refuse(const dns::Name& zone, std::string why) {
    return Error{Errc::refused, zone.text() + ": " + std::move(why)};
}

Outcome check_beginning(const Draft& draft) {
    TRY(check_request(draft));
    return check_sets_before(draft);
}

Outcome check_end(const Draft& draft) {
    TRY(check_events(draft));
    return check_withdrawal(draft);
}

}  // namespace ceremony::timeline
