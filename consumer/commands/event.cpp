// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/event.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "consumer/event_checks.hpp"
#include "consumer/event_lines.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

Result<UtcTime> time_at(const Options& options,
                        std::size_t place,
                        const program::Program& program) {
    if (options.arguments.size() > place + 1) {
        return misused("event wants no more than a time at its end");
    }
    const bool has_time = options.arguments.size() > place && options.arguments[place] != "now";
    return has_time ? program::time_from_argument("TIME", options.arguments[place])
                    : program.clock();
}

template <typename DsEvent>
Result<policy::Event> ds_event(const Options& options, const program::Program& program) {
    if (options.arguments.size() < 3) {
        return misused("event " + options.arguments.front() + " wants a zone and a DS");
    }
    DsEvent event;
    event.zone = TRY(zone_from_argument(options.arguments[1]));
    event.ds = TRY(ds_from_argument(options.arguments[2]));
    event.at = TRY(time_at(options, 3, program));
    return policy::Event(event);
}

Result<policy::Event> backup_event(const Options& options, const program::Program& program) {
    if (options.arguments.size() < 2) {
        return misused("event backup-done wants the ID of a key");
    }
    policy::BackupDone event;
    event.key = TRY(key_id_from_argument(options.arguments[1]));
    event.at = TRY(time_at(options, 2, program));
    return policy::Event(event);
}

Result<policy::Event> event_from(const Options& options, const program::Program& program) {
    const std::string what = options.arguments.empty() ? "" : options.arguments.front();
    if (what == "ds-seen") {
        return ds_event<policy::DsSeen>(options, program);
    }
    if (what == "ds-gone") {
        return ds_event<policy::DsGone>(options, program);
    }
    if (what == "backup-done") {
        return backup_event(options, program);
    }
    return misused("an event is ds-seen, ds-gone or backup-done");
}

// A time that is still to come would open a gate by itself, without anybody looking.
Outcome check_is_past(const policy::Event& event, const program::Program& program) {
    const UtcTime now = TRY(program.clock());
    const UtcTime at = observed_at(event);
    if (at > now) {
        return Error{Errc::refused,
                     at.text() + ": nobody has observed that yet; it is " + now.text()};
    }
    return Nothing{};
}

// What concerns a zone that is not here opens nothing, and nobody would see why.
Outcome check_zone_of(const policy::Event& event,
                      const policy::Configuration& configuration,
                      const keysets::State& state) {
    if (const auto* seen = std::get_if<policy::DsSeen>(&event)) {
        return check_is_here(seen->zone, configuration, state);
    }
    const auto* gone = std::get_if<policy::DsGone>(&event);
    return gone == nullptr ? Outcome(Nothing{}) : check_is_here(gone->zone, configuration, state);
}

Outcome save_events(Store& store, keysets::State state) {
    for (auto& [name, zone] : state.zones) {
        zone.look_again.reset();
    }
    return store.save(std::move(state));
}

// Takes back what was recorded by mistake, whenever it is said to have been.
Outcome withdraw(Options options, const program::Program& program) {
    options.arguments.erase(options.arguments.begin());
    const policy::Event event = TRY(event_from(options, program));
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    Store store = TRY(Store::open(configuration.store));
    keysets::State state = store.state();
    const auto count = std::erase_if(state.events, [&event](const policy::Event& recorded) {
        return is_same_matter(recorded, event);
    });
    if (count == 0) {
        return Error{Errc::not_found, "no such event is recorded"};
    }
    TRY(save_events(store, std::move(state)));
    return program.out("Withdrawn; what was published because of it stays published\n");
}

}  // namespace

Outcome event(const Options& options, const program::Program& program) {
    if (!options.arguments.empty() && options.arguments.front() == "withdraw") {
        return withdraw(options, program);
    }
    const policy::Event event = TRY(event_from(options, program));
    TRY(check_is_past(event, program));
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    Store store = TRY(Store::open_or_make(configuration.store));
    keysets::State state = store.state();
    TRY(check_zone_of(event, configuration, state));
    if (std::find(state.events.begin(), state.events.end(), event) != state.events.end()) {
        return program.out("Recorded already: nothing changes\n" + event_lines(event));
    }
    const auto zones = store.contents_at(TRY(program.clock())).zones;
    const Known known{state, zones};
    TRY(check_event(event, known));
    const std::string doubt = doubt_about(event, known);
    if (!doubt.empty()) {
        program::warn(program, doubt);
    }
    state.events.push_back(event);
    TRY(save_events(store, std::move(state)));
    return program.out(event_lines(event));
}

}  // namespace ceremony::consumer
