// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/activate.hpp"

#include <string>
#include <utility>

#include "base/quote.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "keysets/select.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

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
    const auto line = keysets::line_of(*TRY(stock.sets_of(zone)), track.value());
    if (line.empty()) {
        return Error{Errc::not_found,
                     zone.text() + ": there are no sets of the track " + track.value().text()};
    }
    keysets::State state = store.state();
    keysets::ZoneState& changed = state.zones[zone];
    changed.track =
        track.value().text() == recipe::main_track ? std::nullopt : std::optional(track.value());
    changed.look_again.reset();
    TRY(store.save(std::move(state)));
    return program.out(zone.text() + ": the track " + track.value().text() +
                       " is in service, from " + program::short_text(line.front()->from) +
                       " until " + program::short_text(line.back()->until) +
                       "; publish it with: consumer publish\n");
}

}  // namespace ceremony::consumer
