// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/forecast.hpp"

namespace ceremony::keysets {

namespace {

// Is it in place of what is published?
bool is_another(const ZoneState& state, const Keyset& set) {
    return !state.published || state.published->set != name_of(set);
}

// The signatures over what is published end before anything happens at `next`?
bool ends_before(const ZoneState& state, const std::optional<UtcTime>& next) {
    return state.published && (!next || *next > state.published->expiration);
}

}  // namespace

Forecast forecast(const Situation& situation) {
    Forecast forecast;
    ZoneState state = situation.state;
    std::optional<UtcTime> at = situation.now;
    while (at) {
        const Choice choice = choose(
            {situation.zone, state, situation.events, situation.customs, *at, situation.files});
        if (choice.set != nullptr && is_another(state, *choice.set)) {
            const Keyset* before =
                state.published ? find_set(situation.zone, state.published->set) : nullptr;
            note_published(state, *choice.set, before, *at);
            forecast.entries.push_back({*at, choice.set});
        }
        if (!forecast.end && ends_before(state, choice.again)) {
            forecast.end = state.published->expiration;
        }
        at = choice.again;
    }
    return forecast;
}

}  // namespace ceremony::keysets
