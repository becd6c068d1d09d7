// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/zsk.hpp"

#include <algorithm>
#include <deque>
#include <tuple>

#include "timeline/grid.hpp"
#include "timeline/timing.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// The ZSKs of the zone by what they do when keys may change for the first time.
struct Line {
    std::vector<KeyIndex> active;   ///< they sign the zone; the oldest first
    std::deque<KeyIndex> waiting;   ///< they are in the set, and never signed; the oldest first
    std::vector<KeyIndex> leaving;  ///< they sign no more, and are still in the set
};

Line line_of(const Draft& draft) {
    Line line;
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Key& key = draft.plan.keys[index];
        if (!is_alive(key, KeyRole::zsk)) {
            continue;
        }
        if (key.planned.retire) {
            line.leaving.push_back(index);
        } else if (key.planned.active) {
            line.active.push_back(index);
        } else if (key.planned.publish) {
            line.waiting.push_back(index);
        }
    }
    std::stable_sort(line.active.begin(), line.active.end(), [&](KeyIndex a, KeyIndex b) {
        return *draft.life(a).active < *draft.life(b).active;
    });
    std::stable_sort(line.waiting.begin(), line.waiting.end(), [&](KeyIndex a, KeyIndex b) {
        return *draft.life(a).publish < *draft.life(b).publish;
    });
    return line;
}

/// The steps of one rollover.
struct Steps {
    UtcTime publish;
    UtcTime active;
    UtcTime remove;  ///< of the key before
};

/// What a rollover from `current` would be, with its first step not before `not_before`.
/// `published` is the successor's publication when it is in the set already.
Steps steps_after(const Draft& draft,
                  KeyIndex current,
                  std::optional<UtcTime> published,
                  UtcTime not_before) {
    const Timing& timing = draft.plan.timing;
    const Seconds iret = iret_zsk(timing, draft.policy.zsk.roll);
    const UtcTime due = draft.end_of_life(current);
    Steps steps;
    switch (draft.policy.zsk.roll) {
        case policy::ZskRoll::pre_publish: {
            const UtcTime target = draft.at_or_after(due);
            const UtcTime planned = draft.at_or_before(earlier(target, ipub_zsk(timing)));
            steps.publish = published.value_or(draft.at_or_after(std::max(planned, not_before)));
            steps.active =
                draft.at_or_after(std::max(target, later(steps.publish, ipub_zsk(timing))));
            break;
        }
        case policy::ZskRoll::double_signature:
            steps.active =
                draft.at_or_after(std::max(draft.at_or_before(earlier(due, iret)), not_before));
            steps.publish = published.value_or(steps.active);
            break;
    }
    steps.remove = draft.at_or_after(later(steps.active, iret));
    return steps;
}

/// The first time at which a rollover may begin that is not to meet one of KSKs; nothing when
/// there is none within the plan. `next` is the first rollover of KSKs that may still matter.
std::optional<UtcTime> without_ksk(const Draft& draft,
                                   KeyIndex current,
                                   std::optional<UtcTime> published,
                                   std::size_t& next) {
    UtcTime begin = draft.first;
    for (; next < draft.ksk_rollovers.size(); ++next) {
        const KskRollover& other = draft.ksk_rollovers[next];
        const Steps steps = steps_after(draft, current, published, begin);
        if (other.until && *other.until <= steps.publish) {
            continue;
        }
        if (steps.remove <= other.from) {
            break;
        }
        if (!other.until) {
            return std::nullopt;
        }
        begin = std::max(begin, *other.until);
    }
    return begin;
}

class ZskPlanner {
public:
    explicit ZskPlanner(Draft& draft) : draft_(draft), line_(line_of(draft)) {}

    [[nodiscard]] Outcome plan() {
        leave();
        if (line_.active.empty() && !begin()) {
            return Error{
                Errc::refused,
                draft_.plan.zone.text() + ": there is no ZSK: whoever makes them has to give one"};
        }
        while (roll()) {
        }
        return Nothing{};
    }

private:
    [[nodiscard]] Seconds iret() const {
        return iret_zsk(draft_.plan.timing, draft_.policy.zsk.roll);
    }

    void remove(KeyIndex key, UtcTime when) {
        if (draft_.is_open(when)) {
            draft_.life(key).remove = when;
        }
    }

    /// What was retired before leaves the set.
    void leave() {
        for (const KeyIndex key : line_.leaving) {
            remove(key, draft_.at_or_after(later(*draft_.life(key).retire, iret())));
        }
        while (line_.active.size() > 1) {  // in the middle of a double-signature rollover
            const KeyIndex old = line_.active.front();
            line_.active.erase(line_.active.begin());
            const UtcTime both = *draft_.life(line_.active.front()).active;
            const UtcTime when = draft_.at_or_after(
                later(both, iret_zsk(draft_.plan.timing, policy::ZskRoll::double_signature)));
            if (draft_.is_open(when)) {
                draft_.life(old).retire = when;
                draft_.life(old).remove = when;
            }
        }
    }

    void publish(KeyIndex key, UtcTime when) {
        draft_.life(key).publish = when;
        draft_.life(key).ready = later(when, ipub_zsk(draft_.plan.timing));
    }

    /// The first ZSK of a zone, and its standby keys.
    bool begin() {
        const UtcTime when = draft_.at_or_after(draft_.first);
        const auto key = draft_.take_key(KeyRole::zsk, Use::first);
        if (!key) {
            return false;
        }
        draft_.life(*key).publish = when;
        draft_.life(*key).ready = when;
        draft_.life(*key).active = when;
        line_.active.push_back(*key);
        for (std::uint16_t number = 0; number < draft_.policy.zsk.standby; ++number) {
            const auto standby = draft_.take_key(KeyRole::zsk, Use::first);
            if (standby) {
                publish(*standby, when);
                line_.waiting.push_back(*standby);
            }
        }
        return true;
    }

    [[nodiscard]] std::optional<UtcTime> earliest_begin(KeyIndex current) {
        if (draft_.policy.overlap == policy::Overlap::allow || is_under_way()) {
            return draft_.first;
        }
        return without_ksk(draft_, current, std::nullopt, next_ksk_rollover_);
    }

    /// How long a key signs at least whose successor is not published in this plan.
    [[nodiscard]] UtcTime unpublished_until() const {
        const bool waits = draft_.policy.zsk.roll == policy::ZskRoll::pre_publish;
        return later(draft_.next_first(), waits ? ipub_zsk(draft_.plan.timing) : 0);
    }

    /// Is the key published that takes over next, beside the standby keys?
    [[nodiscard]] bool is_under_way() const {
        return line_.waiting.size() > draft_.policy.zsk.standby;
    }

    /// One rollover; false when there is no other within the plan.
    bool roll() {
        const KeyIndex current = line_.active.back();
        const auto begin = earliest_begin(current);
        if (!begin) {
            draft_.note_overrun(current, unpublished_until(),
                                "a KSK rollover is under way, and the policy avoids two at a time");
            return false;
        }
        // A key that is added now is the one for after the standby keys.
        const Steps fresh = steps_after(draft_, current, std::nullopt, *begin);
        if (!is_under_way() && !add(current, fresh)) {
            return false;
        }
        const KeyIndex next = line_.waiting.front();
        const Steps steps = steps_after(draft_, current, draft_.life(next).publish, *begin);
        if (!draft_.is_open(steps.active)) {
            draft_.note_overrun(current, draft_.next_first(),
                                "its successor takes over in the next ceremony");
            return false;
        }
        line_.waiting.pop_front();
        take_over(current, next, steps);
        line_.active.push_back(next);
        return true;
    }

    /// A new key enters the set.
    bool add(KeyIndex current, const Steps& steps) {
        if (!draft_.is_open(steps.publish)) {
            draft_.note_overrun(current, unpublished_until(),
                                "its successor is published in the next ceremony");
            return false;
        }
        const auto added = draft_.take_key(KeyRole::zsk, Use::successor);
        if (!added) {
            draft_.note_overrun(current, unpublished_until(),
                                draft_.policy.zsk.source == policy::ZskSource::external
                                    ? "whoever makes the ZSKs has to give another one"
                                    : "its successor has to be backed up first");
            return false;
        }
        publish(*added, steps.publish);
        line_.waiting.push_back(*added);
        return true;
    }

    void take_over(KeyIndex current, KeyIndex next, const Steps& steps) {
        draft_.life(next).active = steps.active;
        switch (draft_.policy.zsk.roll) {
            case policy::ZskRoll::pre_publish:
                draft_.life(current).retire = steps.active;
                remove(current, steps.remove);
                break;
            case policy::ZskRoll::double_signature:
                if (draft_.is_open(steps.remove)) {
                    draft_.life(current).retire = steps.remove;
                    draft_.life(current).remove = steps.remove;
                }
                break;
        }
    }

    Draft& draft_;
    Line line_;
    std::size_t next_ksk_rollover_ = 0;
};

}  // namespace

Outcome plan_zsks(Draft& draft) {
    return ZskPlanner(draft).plan();
}

std::optional<UtcTime> end_of_zsk_rollover(const Draft& draft) {
    const Line line = line_of(draft);
    const Seconds iret = iret_zsk(draft.plan.timing, draft.policy.zsk.roll);
    std::optional<UtcTime> end;
    for (const KeyIndex key : line.leaving) {
        end = std::max(end, std::optional(draft.at_or_after(later(*draft.life(key).retire, iret))));
    }
    if (line.active.size() > 1) {
        end = std::max(
            end,
            std::optional(draft.at_or_after(later(*draft.life(line.active.back()).active, iret))));
    }
    if (!line.active.empty() && line.waiting.size() > draft.policy.zsk.standby) {
        const Steps steps = steps_after(draft, line.active.back(),
                                        draft.life(line.waiting.front()).publish, draft.first);
        end = std::max(end, std::optional(steps.remove));
    }
    return end;
}

}  // namespace ceremony::timeline
