// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/publisher.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "consumer/doubts.hpp"
#include "consumer/hook_round.hpp"
#include "consumer/lazy_token.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "consumer/system_clock.hpp"
#include "consumer/troubles.hpp"
#include "keysets/select.hpp"
#include "policy/read_consumer.hpp"

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

std::string what_stays(const ZoneState& zone) {
    return zone.published ? "; what is published since " + zone.published->since.text() +
                                " stays, it is signed until " + zone.published->expiration.text()
                          : "; nothing was ever published";
}

// Was nothing ever published? After go_back() the targets have something all the same.
bool has_nothing(const ZoneState& zone) {
    return !zone.published && zone.targets.empty();
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
          round_{configuration, rules, program, token_, troubles_, {}, {}, {}, {}, {}} {
        for (const auto& [name, zone] : state_.zones) {
            for (const WrittenTarget& target : zone.targets) {
                if (target.hook_pending) {
                    owed_.insert(target.file);
                }
            }
        }
    }
    Run(const Run&) = delete;
    Run(Run&&) = delete;
    Run& operator=(const Run&) = delete;
    Run& operator=(Run&&) = delete;
    ~Run() = default;

    Outcome carry_out() {
        round_.now = TRY(round_.program.clock());
        look_at_clock();
        const std::map<dns::Name, Targets> zones = restless_zones();
        const Stock stock = stock_of(zones);
        for (const auto& [zone, targets] : zones) {
            publish(zone, targets, stock);
        }
        look_at_store();
        note(token_.close());
        state_.last_clock = round_.now;
        note_absence();
        if (is_hook_pending()) {
            note(store_.save(state_));
            run_hooks();
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

    // Those of which something may be due.
    [[nodiscard]] std::map<dns::Name, Targets> restless_zones() const {
        std::map<dns::Name, Targets> zones = targets_by_zone();
        const bool may_rest = round_.rules.refresh == Refresh::when_changed && is_clock_good_ &&
                              !round_.rules.goes_back;
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
        std::set<dns::Name> names;
        for (const auto& [name, targets] : zones) {
            names.insert(names.end(), name);
        }
        return store_.contents_at(round_.now, names);
    }

    void publish(const dns::Name& name, const Targets& targets, const Stock& stock) {
        const auto known = state_.zones.find(name);
        ZoneState zone = known == state_.zones.end() ? ZoneState() : known->second;
        const auto held = stock.sets_of(name);
        if (!held.ok()) {
            lost_.insert(name);
            troubles_.add(lost(held.error(), name.text(), what_stays(zone)));
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
        if (choice.set != nullptr && is_clock_good_ && !is_first_and_doubtful) {
            const Consignment consignment{sets,
                                          *choice.set,
                                          {keysets::imported_at(state_.files, choice.set->file),
                                           keysets::key_changes(sets, zone), round_.now}};
            const auto before = zone.published;
            const bool is_everywhere = deliver(round_, consignment, targets, zone);
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

    static Error lost(const Error& error, const std::string& what, const std::string& stays) {
        return Error{Errc::refused, what + ": " + error.message() + stays}.with_hint(
            "import that file again to put it back");
    }

    // Nothing may be due, and the next set be lost all the same.
    void look_at_store() {
        const auto zones = targets_by_zone();
        const auto is_of_run = [&](const dns::Name& zone) {
            return zones.contains(zone);
        };
        const auto is_told = [this](const dns::Name& zone) {
            return lost_.contains(zone);
        };
        for (const crypto::Sha256& sha256 : Store::needed_at(state_, round_.now)) {
            const auto file = std::find_if(
                state_.files.begin(), state_.files.end(),
                [&sha256](const keysets::StoredFile& one) { return one.sha256 == sha256; });
            const auto zone = std::find_if(file->zones.begin(), file->zones.end(), is_of_run);
            if (zone == file->zones.end() ||
                std::any_of(file->zones.begin(), file->zones.end(), is_told)) {
                continue;
            }
            const Outcome outcome = store_.check(*file);
            if (!outcome.ok()) {
                const auto known = state_.zones.find(*zone);
                const ZoneState none;
                troubles_.add(lost(outcome.error(), zone->text(),
                                   what_stays(known == state_.zones.end() ? none : known->second)));
            }
        }
    }

    // Only from what no validator accepts by this clock; true when it was done.
    bool go_back(ZoneState& zone, const keysets::ZoneSets& sets, const dns::Name& name) {
        const keysets::Keyset* published =
            zone.published ? keysets::find_set(sets, zone.published->set) : nullptr;
        if (!is_clock_good_) {
            return false;  // that is told already
        }
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

    // --- hooks

    [[nodiscard]] bool is_hook_pending() const {
        return std::any_of(state_.zones.begin(), state_.zones.end(), [](const auto& zone) {
            return std::any_of(zone.second.targets.begin(), zone.second.targets.end(),
                               [](const WrittenTarget& target) { return target.hook_pending; });
        });
    }

    struct Pending {
        const policy::Target& target;
        ZoneState& zone;
        WrittenTarget& written;
    };

    [[nodiscard]] std::vector<Pending> pending_hooks() {
        std::vector<Pending> pending;
        for (const policy::Target& target : round_.configuration.publish) {
            const auto zone = state_.zones.find(target.zone);
            if (zone == state_.zones.end() || !round_.rules.is_for(target)) {
                continue;
            }
            for (WrittenTarget& written : zone->second.targets) {
                if (written.file == target.file && written.hook_pending) {
                    pending.push_back({target, zone->second, written});
                }
            }
        }
        return pending;
    }

    // Those that no run owes come first. The others begin elsewhere each minute: when some of them
    // hang, no one is left out for ever.
    void run_hooks() {
        const std::vector<Pending> pending = pending_hooks();
        std::vector<const Pending*> owed;
        for (const Pending& one : pending) {
            if (owed_.contains(one.written.file)) {
                owed.push_back(&one);
            } else {
                run_hook_of(one.target, one.zone, one.written);
            }
        }
        constexpr std::uint64_t minute = 60;
        const auto first = static_cast<std::uint64_t>(round_.now.seconds()) / minute;
        for (std::size_t i = 0; i < owed.size(); ++i) {
            const Pending& one = *owed[(first + i) % owed.size()];
            run_hook_of(one.target, one.zone, one.written);
        }
    }

    void run_hook_of(const policy::Target& target, ZoneState& zone, WrittenTarget& written) {
        if (target.after.empty()) {
            written.hook_pending = false;
            return;
        }
        HookAnswer answer = hooks_.run(target.after);
        if (answer.news) {
            troubles_.add(std::move(*answer.news).in(target.zone.text()));
        }
        written.hook_pending = !answer.has_succeeded;
        if (!written.hook_pending) {
            written.heard_until.reset();
        }
        if (answer.has_succeeded && owed_.contains(written.file)) {
            note(round_.program.out(
                target.zone.text() + ": " + std::string(policy::to_string(target.format)) + " " +
                target.file + ": the hook that an earlier run owes has succeeded\n"));
        }
        const bool has_news = !answer.has_succeeded || !round_.refreshed.contains(written.file);
        if (is_publication(round_.configuration, target) && has_news) {
            keysets::note_delay(zone, round_.now);
            zone.look_again.reset();
        }
    }

    Store store_;
    keysets::State state_;
    LazyToken token_;
    Troubles troubles_;
    Round round_;
    bool is_clock_good_ = true;
    HookRound hooks_;
    std::set<dns::Name> lost_;    // those of which a file in the store was lost, which is told
    std::set<std::string> owed_;  // the targets whose hook an earlier run has left to this one
};

}  // namespace

Outcome publish_what_is_due(const policy::Configuration& configuration,
                            const PublishRules& rules,
                            const program::Program& program) {
    Run run(configuration, rules, program, TRY(Store::open(configuration.store)));
    return run.carry_out();
}

}  // namespace ceremony::consumer
