// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/publisher.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "consumer/doubts.hpp"
#include "consumer/lazy_token.hpp"
#include "consumer/pending_hooks.hpp"
#include "consumer/site.hpp"
#include "consumer/standing.hpp"
#include "consumer/store.hpp"
#include "consumer/store_check.hpp"
#include "consumer/system_clock.hpp"
#include "consumer/troubles.hpp"
#include "keysets/select.hpp"

namespace ceremony::consumer {

namespace {

using keysets::WrittenTarget;
using keysets::ZoneState;

// Is nothing to be done, whatever the sets are?
bool is_quiet(const ZoneState& zone, const Targets& targets, UtcTime now) {
    // What a person trusts no more may be trusted again, and not, by the configuration.
    const bool may_be_due = !zone.published || zone.published->set.from > now || !zone.look_again ||
                            now >= *zone.look_again || !zone.distrusted.empty();
    return !may_be_due &&
           std::all_of(targets.begin(), targets.end(), [&zone](const policy::Target* target) {
               const WrittenTarget* written = find_written(zone, *target);
               return written != nullptr && !written->hook_pending &&
                      has_set(zone, *target, zone.published->set);
           });
}

class Run {
public:
    Run(const policy::Configuration& configuration,
        const PublishRules& rules,
        const program::Program& program,
        Store store)
        : store_(std::move(store)),
          state_(store_.state()),
          token_(configuration, program),
          troubles_(program),
          round_{configuration, rules, program, token_, troubles_, {}, {}} {}
    Run(const Run&) = delete;
    Run(Run&&) = delete;
    Run& operator=(const Run&) = delete;
    Run& operator=(Run&&) = delete;
    ~Run() = default;

    Outcome carry_out() {
        round_.now = TRY(round_.program.clock());
        look_at_clock();
        const std::set<std::string> owed = pending_hooks(state_);
        if (is_clock_good_) {
            publish_zones();
        }
        look_at_store();
        note(token_.close());
        state_.last_clock = round_.now;
        note_absence();
        if (is_clock_good_ && !pending_hooks(state_).empty()) {
            note(store_.save(state_));
            run_pending_hooks(round_, state_, owed);
        }
        if (troubles_.none() && is_whole()) {
            state_.last_success = round_.now;
        }
        note(store_.save(state_));
        return troubles_.outcome();
    }

private:
    void note(const Outcome& outcome) {
        if (!outcome.ok()) {
            troubles_.add(outcome.error());
        }
    }

    [[nodiscard]] bool is_whole() const { return !round_.rules.zone && !round_.rules.format; }

    void note_absence() {
        if (!round_.absence.empty()) {
            const UtcTime since = state_.absence ? state_.absence->since : round_.now;
            state_.absence = keysets::Absence{since, round_.absence};
        } else if (is_whole() || token_.is_open()) {
            state_.absence.reset();
        }
    }

    void look_at_clock() {
        const policy::Seconds skew = round_.configuration.policies.front().clock_skew;
        const ClockFacts facts{ask_kernel(), round_.now, state_.last_clock, skew};
        auto clock = check_clock(facts, policy::ClockRule::warn);
        if (!clock.ok()) {
            troubles_.add(std::move(clock).error());
            is_clock_good_ = false;
            for (auto& [name, zone] : state_.zones) {
                zone.look_again.reset();
            }
            return;
        }
        round_.clock_warning = std::move(clock).value();
        const auto rule = check_clock(facts, round_.configuration.clock);
        if (!rule.ok()) {
            round_.clock_refusal = rule.error();
        }
    }

    [[nodiscard]] std::map<dns::Name, Targets> targets_by_zone() const {
        std::map<dns::Name, Targets> zones;
        for (const policy::Target& target : round_.configuration.publish) {
            if (round_.rules.is_for(target)) {
                zones[target.zone].push_back(&target);
            }
        }
        return zones;
    }

    static std::set<dns::Name> names_of(const std::map<dns::Name, Targets>& zones) {
        std::set<dns::Name> names;
        for (const auto& [name, targets] : zones) {
            names.insert(names.end(), name);
        }
        return names;
    }

    // Those of which something may be due.
    [[nodiscard]] std::map<dns::Name, Targets> restless_zones() const {
        std::map<dns::Name, Targets> zones = targets_by_zone();
        const bool may_rest =
            round_.rules.refresh == Refresh::when_changed && !round_.rules.goes_back;
        if (may_rest) {
            std::erase_if(zones, [this](const auto& one) {
                const auto known = state_.zones.find(one.first);
                return known != state_.zones.end() &&
                       is_quiet(known->second, one.second, round_.now);
            });
        }
        return zones;
    }

    // The others are at rest, and so are the files that have nothing but them.
    [[nodiscard]] Stock stock_of(const std::map<dns::Name, Targets>& zones) const {
        return store_.contents_at(round_.now, names_of(zones));
    }

    void publish_zones() {
        const std::map<dns::Name, Targets> zones = restless_zones();
        const Stock stock = stock_of(zones);
        for (const auto& [zone, targets] : zones) {
            publish(zone, targets, stock);
        }
    }

    void publish(const dns::Name& name, const Targets& targets, const Stock& stock) {
        const auto known = state_.zones.find(name);
        ZoneState zone = known == state_.zones.end() ? ZoneState() : known->second;
        const auto held = stock.sets_of(name);
        if (!held.ok()) {
            told_.insert(stock.lost.at(name).file);
            tell_lost(name, held.error());
            return;
        }
        const keysets::ZoneSets& sets = *held.value();
        if (round_.rules.goes_back && !go_back(zone, sets, name)) {
            return;
        }
        const auto events = keysets::events_for(state_, zone);
        const keysets::Choice choice = keysets::choose(
            {sets, zone, events, customs_of(round_.configuration, name), round_.now, state_.files});
        if (!choice.alarm.empty()) {
            const bool stays =
                choice.set == nullptr ||
                (zone.published && zone.published->set == keysets::name_of(*choice.set));
            const std::string rest = stays ? what_stays(zone) : "";
            troubles_.add(Error{Errc::refused, name.text() + ": " + choice.alarm + rest});
        }
        zone.look_again.reset();
        const std::string doubt = tell_doubt(name, zone, sets, choice.set);
        const bool is_first_and_doubtful = !doubt.empty() && has_nothing(zone);
        if (choice.set != nullptr && !is_first_and_doubtful) {
            const Consignment consignment{sets,
                                          *choice.set,
                                          {keysets::imported_at(state_.files, choice.set->file),
                                           keysets::key_changes(sets, zone), round_.now}};
            const auto before = zone.published;
            const bool is_everywhere = deliver(round_, consignment, targets, zone);
            tell_outage(name, before, zone);
            // What has just been published may change what the parent has to know.
            const bool is_well = choice.alarm.empty() && doubt.empty();
            if (is_everywhere && is_well && zone.published == before) {
                zone.look_again = choice.again;
                const auto other = next_difference(consignment);
                if (zone.look_again && other) {
                    zone.look_again = std::min(*zone.look_again, *other);
                }
            }
        }
        if (zone != ZoneState()) {
            state_.zones[name] = std::move(zone);
        }
    }

    // The line that tells of the new set looks as it always does.
    void tell_outage(const dns::Name& name,
                     const std::optional<keysets::Published>& before,
                     const ZoneState& zone) const {
        if (before && zone.published != before && before->expiration < round_.now) {
            program::warn(round_.program,
                          name.text() + ": the signatures of the set before ended " +
                              before->expiration.text() +
                              ": from then until now the zone had none that are valid");
        }
    }

    // What is published, and what follows it, is not taken away because a person took its KSK out
    // of the trust since it was imported.
    std::string tell_doubt(const dns::Name& name,
                           const ZoneState& zone,
                           const keysets::ZoneSets& sets,
                           const keysets::Keyset* chosen) {
        const keysets::Keyset* set = chosen == nullptr && zone.published
                                         ? keysets::find_set(sets, zone.published->set)
                                         : chosen;
        std::string doubt =
            set == nullptr ? "" : doubt_of(opinion_of(round_.configuration, name, zone), *set);
        if (!doubt.empty()) {
            troubles_.add(Error{
                Errc::refused,
                name.text() + ": " + doubt +
                    (has_nothing(zone) ? what_stays(zone) : "; it is published all the same")});
        }
        return doubt;
    }

    void tell_lost(const dns::Name& name, const Error& why) {
        const auto known = state_.zones.find(name);
        const ZoneState zone = known == state_.zones.end() ? ZoneState() : known->second;
        troubles_.add(
            Error{Errc::refused, name.text() + ": " + why.message() + what_stays(zone)}.with_hint(
                "import that file again to put it back"));
    }

    void look_at_store() {
        for (const LostFile& one :
             lost_files(store_, state_, names_of(targets_by_zone()), round_.now)) {
            if (!told_.contains(one.file)) {
                tell_lost(one.zone, one.why);
            }
        }
    }

    // Only from what no validator accepts by this clock; true when it was done.
    bool go_back(ZoneState& zone, const keysets::ZoneSets& sets, const dns::Name& name) {
        const keysets::Keyset* published =
            zone.published ? keysets::find_set(sets, zone.published->set) : nullptr;
        if (round_.clock_refusal) {
            troubles_.add(*round_.clock_refusal);
            return false;
        }
        if (published == nullptr || published->inception <= round_.now) {
            troubles_.add(Error{Errc::refused, name.text() +
                                                   ": --go-back is for a set that is not "
                                                   "valid yet" +
                                                   what_stays(zone)});
            return false;
        }
        keysets::forget_published(zone, round_.now);
        return true;
    }

    Store store_;
    keysets::State state_;
    LazyToken token_;
    Troubles troubles_;
    Round round_;
    bool is_clock_good_ = true;
    std::set<crypto::Sha256> told_;  // the files of the store whose loss is told
};

}  // namespace

Outcome publish_what_is_due(const policy::Configuration& configuration,
                            const PublishRules& rules,
                            const program::Program& program) {
    Run run(configuration, rules, program, TRY(Store::open(configuration.store)));
    return run.carry_out();
}

}  // namespace ceremony::consumer
