// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/activate.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/quote.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "keysets/select.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

using Line = std::vector<const keysets::Keyset*>;

std::string why_not(const Line& line, const keysets::Situation& situation) {
    const auto newest =
        *std::max_element(line.begin(), line.end(),
                          [](const auto* a, const auto* b) { return a->sequence < b->sequence; });
    const auto& published = situation.state.published;
    if (published && newest->sequence < published->sequence) {
        return "its sets are of ceremony " + std::to_string(newest->sequence) +
               ", and a set of ceremony " + std::to_string(published->sequence) +
               " is published: an older one never is again";
    }
    return keysets::choose(situation).alarm;
}

// Once another track is in service, what is published is not renewed by its own. Only back to main
// there is always a way, when the track in service has nothing either.
Outcome check_is_of_use(const Line& line,
                        const keysets::Situation& situation,
                        const keysets::ZoneState& before) {
    if (keysets::choose(situation).set != nullptr) {
        return Nothing{};
    }
    const recipe::Word track = keysets::track_of(situation.state);
    const bool may_go_back = track.text() == recipe::main_track &&
                             keysets::choose({situation.zone, before, situation.events,
                                              situation.customs, situation.now, situation.files})
                                     .set == nullptr;
    if (may_go_back) {
        return Nothing{};
    }
    return Error{Errc::refused, line.front()->zone.text() + ": the track " + track.text() +
                                    " has nothing to publish now: " + why_not(line, situation)};
}

}  // namespace

Outcome activate(const Options& options, const program::Program& program) {
    if (options.arguments.size() != 2) {
        return misused("activate wants a track and a zone");
    }
    const auto track = recipe::Word::from_text(options.arguments[0]);
    if (!track.ok()) {
        return misused("not the name of a track: " + quote(options.arguments[0]));
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments[1]));
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    const UtcTime now = TRY(program.clock());
    Store store = TRY(Store::open(configuration.store));
    const Stock stock = store.contents_at(now);
    const keysets::ZoneSets& sets = *TRY(stock.sets_of(zone));
    const auto line = keysets::line_of(sets, track.value());
    if (line.empty()) {
        return Error{Errc::not_found,
                     zone.text() + ": there are no sets of the track " + track.value().text()};
    }
    keysets::State state = store.state();
    const keysets::ZoneState before = state.zones[zone];
    keysets::ZoneState& changed = state.zones[zone];
    changed.track =
        track.value().text() == recipe::main_track ? std::nullopt : std::optional(track.value());
    changed.look_again.reset();
    const auto events = keysets::events_for(state, changed);
    TRY(check_is_of_use(
        line, {sets, changed, events, customs_of(configuration, zone), now, state.files}, before));
    TRY(store.save(std::move(state)));
    return program.out(zone.text() + ": the track " + track.value().text() +
                       " is in service, from " + program::short_text(line.front()->from) +
                       " until " + program::short_text(line.back()->until) +
                       "; publish it with: consumer publish\n");
}

}  // namespace ceremony::consumer
