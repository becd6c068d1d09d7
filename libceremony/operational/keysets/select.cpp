// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/select.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/quote.hpp"
#include "keysets/change.hpp"
#include "keysets/earliest_entry.hpp"
#include "keysets/gates.hpp"
#include "keysets/parent_wait.hpp"
#include "keysets/signer_gap.hpp"
#include "timeline/grid.hpp"

namespace ceremony::keysets {

namespace {

using timeline::later;
using timeline::Seconds;

using Sets = std::vector<const Keyset*>;

class Chooser {
public:
    explicit Chooser(const Situation& situation)
        : zone_(situation.zone),
          state_(situation.state),
          events_(situation.events),
          customs_(situation.customs),
          now_(situation.now),
          files_(situation.files),
          track_(track_of(state_)),
          sets_(sets_of(zone_, track_)) {}

    Choice choose() {
        const Keyset* due = due_set();
        const Keyset* published = published_set();
        if (published != nullptr && is_too_early(*published, due)) {
            alarm_with(text_of_too_early(*published));
            return answer(nullptr);
        }
        if (due == nullptr) {
            alarm_with(nothing_due());
            return hold();
        }
        return published == nullptr ? enter(*due) : go_on(*published, *due);
    }

private:
    // --- what the plan has now

    [[nodiscard]] const timeline::ZonePlan* plan_of(const Keyset& set) const {
        const auto found = zone_.plans.find(set.file);
        return found == zone_.plans.end() ? nullptr : &found->second;
    }

    [[nodiscard]] Seconds skew_of(const Keyset& set) const {
        const timeline::ZonePlan* plan = plan_of(set);
        return plan == nullptr ? customs_.clock_skew : plan->timing.clock_skew;
    }

    [[nodiscard]] std::optional<UtcTime> opening(const Keyset& set) const {
        const timeline::ZonePlan* plan = plan_of(set);
        // What was entered once is not left because somebody withdraws what he observed.
        const bool is_entered = state_.published && set.file == state_.published->set.file &&
                                set.stage <= state_.published->set.stage;
        if (set.stage == 0 || is_entered) {
            return set.from;
        }
        return plan == nullptr ? std::nullopt : opening_of(*plan, set.stage, events_);
    }

    [[nodiscard]] bool may_follow(const Keyset& set) const {
        if (!state_.published) {
            return true;
        }
        const Published& published = *state_.published;
        const Keyset* before = find_set(zone_, published.set);
        const bool is_older =
            set.sequence < published.sequence || (before != nullptr && set.turn < before->turn);
        const bool is_lower_stage = set.file == published.set.file &&
                                    set.track == published.set.track &&
                                    set.stage < published.set.stage;
        return !is_older && !is_lower_stage;
    }

    [[nodiscard]] bool is_due(const Keyset& set) const {
        if (!may_follow(set)) {
            return false;
        }
        if (!set.has_slot) {
            return later(set.inception, customs_.inception_offset) <= now_ && is_good(set);
        }
        const auto opened = opening(set);
        return set.from <= now_ && now_ < set.until && opened && *opened <= now_;
    }

    // They are in order, but a set without a slot gives way to one that has a slot.
    [[nodiscard]] const Keyset* due_set() const {
        const auto rank = [](const Keyset& set) {
            return std::tuple(set.has_slot, set.turn, set.stage, set.from);
        };
        const Keyset* best = nullptr;
        for (const Keyset* set : sets_) {
            if (is_due(*set) && (best == nullptr || rank(*best) <= rank(*set))) {
                best = set;
            }
        }
        return best;
    }

    [[nodiscard]] std::string nothing_due() const {
        if (zone_.sets.empty()) {
            return "no result that was imported has sets of it";
        }
        const auto period = period_of(sets_);
        return period ? "no set is for this time: there are sets from " + period->from.text() +
                            " until " + period->until.text()
                      : "there are no sets of the track " + track_.text();
    }

    // --- what was published

    // Null when nothing was, or when no cache can have it any more.
    [[nodiscard]] const Keyset* cached_set() const {
        const auto& published = state_.published;
        return published && published->expiration >= now_ ? find_set(zone_, published->set)
                                                          : nullptr;
    }

    // A signer that has other keys, which caches may hold; null: there is none.
    [[nodiscard]] const WrittenTarget* target_behind(const Keyset& published) const {
        for (const WrittenTarget* target : publications_of(state_)) {
            const Keyset* held = find_set(zone_, target->set);
            if (held != nullptr && held->expiration >= now_ && is_change(*held, published)) {
                return target;
            }
        }
        return nullptr;
    }

    // That, where it is of the track in service.
    [[nodiscard]] const Keyset* published_set() const {
        const Keyset* cached = cached_set();
        return cached != nullptr && cached->track == track_ ? cached : nullptr;
    }

    // Did a wrong clock publish it? No set of an older ceremony is due then, either.
    [[nodiscard]] bool is_too_early(const Keyset& published, const Keyset* due) const {
        return due == nullptr ? published.inception > now_
                              : due->turn == published.turn && due->from < published.from;
    }

    [[nodiscard]] std::string text_of_too_early(const Keyset& published) const {
        const std::string text = "the set that is published is for a later time, from " +
                                 published.from.text() + ": is the clock right?";
        return published.inception > now_
                   ? text + " If it is: consumer publish --zone " + published.zone.text() +
                         " --go-back, because no validator accepts the set before " +
                         published.inception.text()
                   : text;
    }

    // --- from the one to the other

    // The sets after `published` up to `due`, as planned.
    [[nodiscard]] Sets steps(const Keyset& published, const Keyset& due) const {
        Sets steps;
        for (const Keyset* set : sets_) {
            const bool is_last = set->turn == due.turn;
            const bool is_in_turn =
                set->turn >= published.turn && set->turn <= due.turn && set->from <= due.from &&
                set->stage == (is_last ? due.stage : stage_of(*set, published)) &&
                (is_last || !is_overtaken(sets_, *set));
            const bool is_over = set->turn == published.turn && set->from <= published.from;
            if (!is_in_turn || is_over) {
                continue;
            }
            // A newer ceremony may have been imported when its first slots were over: what it has
            // after the keys that are published counts, however long ago.
            if (set->turn > published.turn && !is_change(published, *set)) {
                steps.clear();
            }
            steps.push_back(set);
        }
        if (steps.empty() || steps.back() != &due) {
            steps.push_back(&due);  // the same slot, of another ceremony or stage
        }
        return steps;
    }

    static std::uint16_t stage_of(const Keyset& set, const Keyset& published) {
        return set.turn == published.turn ? published.stage : std::uint16_t{0};
    }

    Choice go_on(const Keyset& published, const Keyset& due) {
        // Without a plan nobody knows what has to wait for what.
        if (plan_of(due) == nullptr) {
            return enter(due);
        }
        const Sets line = steps(published, due);
        const auto change = std::find_if(line.begin(), line.end(), [&published](const Keyset* set) {
            return is_change(published, *set);
        });
        if (change == line.end()) {
            return enter(due);
        }
        if (const WrittenTarget* untold = untold_target(state_)) {
            alarm_with("the keys of the set from " + (*change)->from.text() +
                       " have to wait, because the hook of " + quote(untold->file) +
                       " has not succeeded for those that are published");
            return answer(freshest_like(published));
        }
        if (const WrittenTarget* behind = target_behind(published)) {
            alarm_with("the keys of the set from " + (*change)->from.text() +
                       " have to wait, because " + quote(behind->file) +
                       " has not had those that are published");
            return answer(freshest_like(published));
        }
        const timeline::ZonePlan* plan = plan_of(**change);
        const UtcTime earliest = plan == nullptr
                                     ? timeline::beginning_of_time()
                                     : earliest_entry({zone_, state_, *plan}, published, **change);
        if (now_ < earliest) {
            look_again_at(earliest);
            alarm_with("the keys of the set from " + (*change)->from.text() +
                       " have to wait until " + earliest.text() +
                       ", because the change before was late" +
                       time_left(earliest, last_use_like(published)));
            return answer(freshest_like(published));
        }
        if (const auto wait = wait_for_parent(published, **change)) {
            look_again_at(wait->until);
            alarm_with(text_of(*wait, **change, last_use_like(published)));
            return answer(freshest_like(published));
        }
        const auto phase_end = std::find_if(
            change, line.end(), [&change](const Keyset* set) { return is_change(**change, *set); });
        if (phase_end == line.end()) {
            tell_late_takeover(published, due);
            return enter(due);
        }
        return make_up(published, Sets(change, phase_end), due);
    }

    // A change was missed, and another one is due.
    Choice make_up(const Keyset& published, const Sets& missed, const Keyset& due) {
        for (auto set = missed.rbegin(); set != missed.rend(); ++set) {
            const timeline::ZonePlan* plan = plan_of(**set);
            const Seconds margin = plan == nullptr ? 0 : plan->timing.refresh;
            if (later((*set)->expiration, -margin) >= now_ && is_good(**set)) {
                alarm_with("the set from " + (*set)->from.text() +
                           " was missed and comes first; the one from " + due.from.text() +
                           " has to follow it by " + last_use(**set).text());
                return enter(**set);
            }
        }
        look_again_at(later(state_.published->expiration, 1));
        alarm_with("the set from " + missed.front()->from.text() +
                   " was missed and is too old to come before the one from " + due.from.text() +
                   "; what is published can be used until " + last_use(published).text());
        return answer(freshest_like(published));
    }

    // Whoever imports in time never needs what is done here.
    void tell_late_takeover(const Keyset& published, const Keyset& due) {
        const timeline::ZonePlan* plan = plan_of(due);
        if (due.turn > published.turn && plan != nullptr && now_ > plan->handover_until) {
            alarm_with("ceremony " + std::to_string(due.sequence) +
                       " takes over after the time that was planned for it, until " +
                       plan->handover_until.text());
        }
    }

    // The last of the sets with the same keys that has begun and is good now; null: there is none.
    [[nodiscard]] const Keyset* freshest_like(const Keyset& published) const {
        const Keyset* best = nullptr;
        for (const Keyset* set : sets_) {
            const bool is_newer =
                set->turn >= published.turn && set->from >= published.from && set->from <= now_;
            const auto opened = opening(*set);
            if (is_newer && opened && *opened <= now_ && may_follow(*set) && is_good(*set) &&
                !is_change(published, *set) && (best == nullptr || best->from <= set->from)) {
                best = set;
            }
        }
        return best;
    }

    [[nodiscard]] std::optional<ParentWait> wait_for_parent(const Keyset& published,
                                                            const Keyset& next) const {
        const timeline::ZonePlan* plan = plan_of(next);
        if (plan == nullptr) {
            return std::nullopt;
        }
        const Course course{imported_at(files_, next.file), key_changes(zone_, state_), now_};
        const auto wait = parent_wait(*plan, course, events_, published, next);
        return wait && now_ < wait->until ? wait : std::nullopt;
    }

    // The end of the last signatures over the same keys.
    [[nodiscard]] UtcTime last_use_like(const Keyset& published) const {
        UtcTime last = last_use(published);
        for (const Keyset* set : sets_) {
            if (set->from >= published.from && may_follow(*set) && !is_change(published, *set)) {
                last = std::max(last, last_use(*set));
            }
        }
        return last;
    }

    // --- the answer

    [[nodiscard]] UtcTime last_use(const Keyset& set) const {
        return later(set.expiration, -Seconds{set.ttl});
    }

    [[nodiscard]] bool is_good(const Keyset& set) const {
        return later(set.inception, skew_of(set)) <= now_ && now_ <= last_use(set);
    }

    Choice enter(const Keyset& set) {
        const Keyset* cached = cached_set();
        if (const auto gap = cached == nullptr ? std::nullopt : signer_gap(zone_, *cached, set)) {
            look_again_at(later(state_.published->expiration, 1));
            alarm_with(text_of(*gap, set, last_use_like(*cached)));
            return hold();
        }
        if (is_good(set)) {
            return answer(&set);
        }
        alarm_with("the signatures of the set from " + set.from.text() + " are to be used from " +
                   later(set.inception, skew_of(set)).text() + " until " + last_use(set).text() +
                   " only");
        return hold();
    }

    // What is published stays, and is given to whoever does not have it yet.
    Choice hold() {
        const Keyset* published = published_set();
        return answer(published == nullptr ? nullptr : freshest_like(*published));
    }

    void alarm_with(std::string text) { choice_.alarm = std::move(text); }

    void look_again_at(UtcTime time) {
        if (time > now_) {
            choice_.again = std::min(choice_.again.value_or(time), time);
        }
    }

    Choice answer(const Keyset* set) {
        choice_.set = set;
        for (const Keyset* one : sets_) {
            look_again_at(one->from);
            look_again_at(one->until);
            look_again_at(later(one->inception, skew_of(*one)));
            const auto opened = opening(*one);
            if (opened) {
                look_again_at(*opened);
            }
            if (!one->has_slot) {
                look_again_at(later(one->inception, customs_.inception_offset));
            }
        }
        return std::move(choice_);
    }

    const ZoneSets& zone_;
    const ZoneState& state_;
    std::span<const policy::Event> events_;
    Customs customs_;
    UtcTime now_;
    std::span<const StoredFile> files_;
    recipe::Word track_;
    Sets sets_;
    Choice choice_;
};

}  // namespace

Choice choose(const Situation& situation) {
    return Chooser(situation).choose();
}

}  // namespace ceremony::keysets
