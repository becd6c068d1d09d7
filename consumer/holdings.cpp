// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/holdings.hpp"

#include <algorithm>
#include <vector>

#include "base/quote.hpp"
#include "consumer/delivery.hpp"
#include "consumer/wrong_pin.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

using keysets::WrittenTarget;
using keysets::ZoneState;

// Why a target, or what reads it, has not what is published; and until when what it has is signed.
struct Lack {
    std::string why;
    std::optional<UtcTime> until;
};

std::optional<Lack> lack_of(const policy::Target& target,
                            const ZoneState& zone,
                            const keysets::ZoneSets& sets) {
    const std::string name = quote(target.file);
    const WrittenTarget* written = find_written(zone, target);
    if (written == nullptr) {
        return Lack{name + " was never written", std::nullopt};
    }
    if (written->set != zone.published->set) {
        const keysets::Keyset* set = keysets::find_set(sets, written->set);
        return Lack{name + " has still the set from " + program::short_text(written->set.from),
                    set == nullptr ? std::nullopt : std::optional(set->expiration)};
    }
    if (!has_set(zone, target, zone.published->set)) {
        return Lack{name + " is not as it was written", std::nullopt};
    }
    if (written->hook_pending) {
        return Lack{name + " is written, but its after: did not succeed", written->heard_until};
    }
    return std::nullopt;
}

}  // namespace

Holdings look_at_targets(const policy::Configuration& configuration,
                         const dns::Name& name,
                         const keysets::ZoneState& zone,
                         const keysets::ZoneSets& sets) {
    Holdings holdings;
    if (!zone.published) {
        return holdings;
    }
    std::vector<const policy::Target*> targets;
    for (const policy::Target& target : configuration.publish) {
        if (target.zone == name) {
            targets.push_back(&target);
        }
    }
    for (const policy::Target* target : targets) {
        const auto lack = lack_of(*target, zone, sets);
        if (!lack) {
            continue;
        }
        holdings.alarm += (holdings.alarm.empty() ? "" : "; ") + lack->why;
        if (is_publication(configuration, *target)) {
            const UtcTime end = holdings.end.value_or(zone.published->expiration);
            holdings.end = std::min(end, lack->until.value_or(end));
        }
    }
    return holdings;
}

Runs look_at_runs(const policy::Configuration& configuration,
                  const keysets::State& state,
                  UtcTime now) {
    Runs runs;
    if (configuration.publish.empty()) {
        return runs;
    }
    const bool is_token_away =
        state.absence && state.absence->since.seconds() + patience_with_token < now.seconds();
    const auto is_long_ago = [now](const std::optional<UtcTime>& time) {
        return time && time->seconds() + patience < now.seconds();
    };
    const policy::Seconds skew = configuration.policies.front().clock_skew;
    if (const auto reason = why_not_to_log_in(configuration)) {
        runs.go_on = false;
        runs.alarm = reason->message();
    } else if (state.last_clock && state.last_clock->seconds() > now.seconds() + skew) {
        runs.alarm = "the last run of consumer publish was at " +
                     program::short_text(*state.last_clock) +
                     ", which is still to come: is the clock right?";
    } else if (is_long_ago(state.last_clock)) {
        runs.go_on = false;
        runs.alarm = "consumer publish has not run since " + program::short_text(*state.last_clock);
    } else if (is_token_away) {
        runs.go_on = false;
        runs.alarm = "consumer publish cannot reach the token since " +
                     program::short_text(state.absence->since) + ": " + state.absence->why;
    } else if (is_long_ago(state.last_success)) {
        runs.alarm = "no run of consumer publish over all targets has gone well since " +
                     program::short_text(*state.last_success);
    }
    return runs;
}

}  // namespace ceremony::consumer
