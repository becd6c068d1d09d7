// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/publisher.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "consumer/hook.hpp"
#include "consumer/lazy_token.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "consumer/system_clock.hpp"
#include "consumer/troubles.hpp"
#include "keysets/select.hpp"

namespace ceremony::consumer {

namespace {

using keysets::WrittenTarget;
using keysets::ZoneState;

// Is nothing to be done, whatever the sets are?
bool is_quiet(const ZoneState& zone, const Targets& targets, UtcTime now) {
    const bool may_be_due = !zone.published || !zone.look_again || now >= *zone.look_again;
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
          round_{configuration, rules, program, token_, troubles_, {}, {}, {}} {}
    Run(const Run&) = delete;
    Run(Run&&) = delete;
    Run& operator=(const Run&) = delete;
    Run& operator=(Run&&) = delete;
    ~Run() = default;

    Outcome carry_out() {
        round_.now = TRY(round_.program.clock());
        look_at_clock();
        for (const auto& [zone, targets] : targets_by_zone()) {
            publish(zone, targets);
        }
        note(token_.close());
        state_.last_clock = round_.now;
        if (is_hook_pending()) {
            note(store_.save(state_));
            run_hooks();
        }
        const bool is_whole = !round_.rules.zone && !round_.rules.format;
        if (troubles_.none() && is_whole) {
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

    void look_at_clock() {
        const policy::Seconds skew = round_.configuration.policies.front().clock_skew;
        const ClockFacts facts{ask_kernel(), round_.now, state_.last_clock, skew};
        auto clock = check_clock(facts, policy::ClockRule::warn);
        if (!clock.ok()) {
            troubles_.add(std::move(clock).error());
            is_clock_good_ = false;
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

    // The sets of all zones, from when a zone needs them; null when they cannot be read.
    const std::map<dns::Name, keysets::ZoneSets>* sets() {
        if (!sets_ && !is_store_bad_) {
            auto contents = store_.contents_at(round_.now);
            if (contents.ok()) {
                sets_ = keysets::by_zone(std::move(contents).value());
            } else {
                troubles_.add(std::move(contents).error());
                is_store_bad_ = true;
            }
        }
        return sets_ ? &*sets_ : nullptr;
    }

    void publish(const dns::Name& name, const Targets& targets) {
        const auto known = state_.zones.find(name);
        ZoneState zone = known == state_.zones.end() ? ZoneState() : known->second;
        const bool may_rest = round_.rules.refresh == Refresh::when_changed && is_clock_good_;
        if (may_rest && is_quiet(zone, targets, round_.now)) {
            return;
        }
        const auto* all = sets();
        if (all == nullptr) {
            return;
        }
        const keysets::ZoneSets none;
        const auto found = all->find(name);
        const keysets::ZoneSets& sets = found == all->end() ? none : found->second;
        const keysets::Choice choice = keysets::choose(
            {sets, zone, state_.events, customs_of(round_.configuration, name), round_.now});
        if (!choice.alarm.empty()) {
            const std::string rest = choice.set == nullptr ? what_stays(zone) : "";
            troubles_.add(Error{Errc::refused, name.text() + ": " + choice.alarm + rest});
        }
        zone.look_again.reset();
        if (choice.set != nullptr && is_clock_good_) {
            const Consignment consignment{sets, *choice.set,
                                          keysets::imported_at(state_, choice.set->file)};
            const bool is_everywhere = deliver(round_, consignment, targets, zone);
            if (is_everywhere && choice.alarm.empty()) {
                zone.look_again = choice.again;
                const auto other = next_difference(consignment, round_.now);
                if (zone.look_again && other) {
                    zone.look_again = std::min(*zone.look_again, *other);
                }
            }
        }
        if (zone != ZoneState()) {
            state_.zones[name] = std::move(zone);
        }
    }

    // --- hooks

    [[nodiscard]] bool is_hook_pending() const {
        return std::any_of(state_.zones.begin(), state_.zones.end(), [](const auto& zone) {
            return std::any_of(zone.second.targets.begin(), zone.second.targets.end(),
                               [](const WrittenTarget& target) { return target.hook_pending; });
        });
    }

    void run_hooks() {
        for (const policy::Target& target : round_.configuration.publish) {
            const auto zone = state_.zones.find(target.zone);
            if (zone == state_.zones.end() || !round_.rules.is_for(target)) {
                continue;
            }
            for (WrittenTarget& written : zone->second.targets) {
                if (written.file == target.file && written.hook_pending) {
                    run_hook_of(target, zone->second, written);
                }
            }
        }
    }

    void run_hook_of(const policy::Target& target, ZoneState& zone, WrittenTarget& written) {
        if (target.after.empty()) {
            written.hook_pending = false;
            return;
        }
        // One that serves several targets runs once.
        const auto [place, is_first] = hooks_.try_emplace(target.after, true);
        if (is_first) {
            const Outcome outcome = run_hook(target.after);
            place->second = outcome.ok();
            if (!outcome.ok()) {
                troubles_.add(Error(outcome.error()).in(target.zone.text()));
            }
        }
        written.hook_pending = !place->second;
        if (is_for_signer(target.format)) {
            keysets::note_delay(zone, round_.now);
        }
    }

    Store store_;
    keysets::State state_;
    LazyToken token_;
    Troubles troubles_;
    Round round_;
    bool is_clock_good_ = true;
    std::optional<std::map<dns::Name, keysets::ZoneSets>> sets_;
    bool is_store_bad_ = false;
    std::map<std::vector<std::string>, bool> hooks_;  // did it succeed?
};

}  // namespace

Outcome publish_what_is_due(const policy::Configuration& configuration,
                            const PublishRules& rules,
                            const program::Program& program) {
    Run run(configuration, rules, program, TRY(Store::open(configuration.store)));
    return run.carry_out();
}

}  // namespace ceremony::consumer
