// SPDX-License-Identifier: BSD-3-Clause

#include "proof/counter_example.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace ceremony::proof {

namespace {

using timeline::ZonePlan;

// Everything is as late as it may be, so the last instant at which it is served.
Instant fetched(const Window& window, Instant latest) {
    return std::max(window.from, std::min(latest, window.until - 1));
}

bool is_planned(const ChildVersion& version) {
    return version.number.of == SlotNumber::Of::plan;
}

// What comes first must have been fetched before the other took its place.
bool is_older(const ChildVersion& a, const ChildVersion& b) {
    return std::pair(is_planned(a), a.planned_until) < std::pair(is_planned(b), b.planned_until);
}

std::optional<UtcTime> import_time(const Finding& finding, const ZonePlan& plan) {
    const ChildVersion& keys = finding.keys;
    const ChildVersion& zone = finding.zone.value_or(keys);
    if (plan.slots_before.empty() || (!is_planned(keys) && !is_planned(zone))) {
        return std::nullopt;
    }
    if (is_planned(keys) && is_planned(zone)) {
        return to_time(std::min(plan.slots.front().from.seconds(), finding.at));
    }
    const Instant until = std::min(keys.planned_until, zone.planned_until);
    return to_time(std::min(until + plan.timing.lateness, finding.at));
}

// What a resolver fetched, and when.
struct Fetch {
    UtcTime at;
    std::string_view what;
};

std::string story_of(std::vector<Fetch> fetches) {
    std::stable_sort(fetches.begin(), fetches.end(),
                     [](const Fetch& a, const Fetch& b) { return a.at < b.at; });
    std::string story = "a resolver that ";
    for (std::size_t i = 0; i < fetches.size(); ++i) {
        const bool is_last = i + 1 == fetches.size();
        story += i == 0 ? "" : is_last ? " and " : ", ";
        story += is_last ? "fetches " : "cached ";
        story.append(fetches[i].what).append(" at ").append(fetches[i].at.text());
    }
    return story;
}

constexpr std::string_view ds_set = "the DS set";
constexpr std::string_view key_set = "the key set";
constexpr std::string_view records = "records of the zone";

std::string tell(const CounterExample& example, const Finding& finding) {
    const Fetch ds{example.ds_fetched, ds_set};
    const Fetch keys{example.keys_fetched, key_set};
    const Fetch zone{example.zone_fetched.value_or(example.at), records};
    // Signatures are judged when the set is used, and a cache may hold it longer than they last.
    const auto used = [&](std::string_view how, UtcTime end) {
        return "a resolver that at " + example.at.text() +
               " uses the key set that was fetched at " + example.keys_fetched.text() +
               " finds signatures that " + std::string(how) + end.text();
    };
    switch (example.fault) {
        case Fault::no_key_for_ds:
            return story_of({ds, keys}) + " finds no key in both that signs the key set";
        case Fault::ds_algorithm_missing:
            return story_of({ds, keys}) +
                   " finds no key for one algorithm of the DS set that signs the key set";
        case Fault::set_algorithm_unsigned:
            return story_of({keys}) + " finds no signature over it for one of its algorithms";
        case Fault::signature_not_yet_valid:
            return used("begin at ", finding.keys.slot->inception);
        case Fault::signature_expired:
            return used("ended at ", finding.keys.slot->expiration);
        case Fault::zone_unsigned:
            return story_of({ds, zone}) + " finds no signatures where the DS set promises some";
        case Fault::no_key_for_zone:
            return story_of({keys, zone}) + " finds no key in the key set that signed them";
        case Fault::zone_algorithm_missing:
            return story_of({keys, zone}) +
                   " finds no signature over them for one algorithm of the key set";
    }
    return {};
}

}  // namespace

std::string_view to_string(Fault fault) noexcept {
    switch (fault) {
        case Fault::no_key_for_ds:
            return "no key for the DS set";
        case Fault::ds_algorithm_missing:
            return "no key for an algorithm of the DS set";
        case Fault::set_algorithm_unsigned:
            return "no signature for an algorithm of the key set";
        case Fault::signature_not_yet_valid:
            return "signature of the key set not yet valid";
        case Fault::signature_expired:
            return "signature of the key set expired";
        case Fault::zone_unsigned:
            return "zone without signatures";
        case Fault::no_key_for_zone:
            return "no key for the signatures of the zone";
        case Fault::zone_algorithm_missing:
            return "zone without signatures for an algorithm of the key set";
    }
    return "unknown";
}

UtcTime to_time(Instant instant) {
    const auto time = UtcTime::from_seconds(std::clamp(instant, earliest_seconds, latest_seconds));
    return time.ok() ? time.value() : UtcTime();
}

std::optional<UtcTime> to_finite_time(Instant instant) {
    return instant > latest_seconds ? std::nullopt : std::optional(to_time(instant));
}

CounterExample explain(const Finding& finding, const ZonePlan& plan) {
    const ChildVersion& keys = finding.keys;
    CounterExample example;
    example.fault = finding.fault;
    example.at = to_time(finding.at);
    example.until = to_finite_time(finding.until);
    example.ds = finding.ds->number;
    example.ds_fetched = to_time(fetched(finding.ds->window, finding.at));
    example.keys = keys.number;
    const bool are_keys_older = finding.zone && is_older(keys, *finding.zone);
    example.keys_fetched = to_time(fetched(keys.window, finding.at - (are_keys_older ? 1 : 0)));
    if (finding.zone) {
        const bool is_zone_older = is_older(*finding.zone, keys);
        example.zone = finding.zone->number;
        example.zone_fetched =
            to_time(fetched(finding.zone->window, finding.at - (is_zone_older ? 1 : 0)));
    }
    example.imported = import_time(finding, plan);
    example.sentence =
        tell(example, finding) + ": zone " + plan.zone.text() + " is bogus for it from " +
        example.at.text() +
        (example.until ? " until " + example.until->text() : std::string(" until somebody acts"));
    return example;
}

}  // namespace ceremony::proof
