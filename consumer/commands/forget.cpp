// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/forget.hpp"

#include <utility>
#include <variant>
#include <vector>

#include "consumer/site.hpp"
#include "consumer/store.hpp"

namespace ceremony::consumer {

namespace {

struct IsAbout {
    const dns::Name& zone;

    bool operator()(const policy::DsSeen& seen) const { return seen.zone == zone; }
    bool operator()(const policy::DsGone& gone) const { return gone.zone == zone; }
    bool operator()(const policy::Imported& /*imported*/) const { return false; }
    bool operator()(const policy::BackupDone& /*backup*/) const { return false; }
};

// Whether anything was there.
bool take_out(keysets::State& state, const dns::Name& zone) {
    auto count = state.zones.erase(zone);
    for (keysets::StoredFile& file : state.files) {
        count += std::erase(file.zones, zone);
    }
    count += std::erase_if(state.events, [&zone](const policy::Event& event) {
        return std::visit(IsAbout{zone}, event);
    });
    return count > 0;
}

}  // namespace

Outcome forget(const Options& options, const program::Program& program) {
    if (options.arguments.size() != 1) {
        return misused("forget wants a zone");
    }
    const dns::Name zone = TRY(zone_from_argument(options.arguments.front()));
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    if (zones_of(configuration).contains(zone)) {
        return Error{Errc::refused, zone.text() + ": " + configuration.path + " names it"}
            .with_hint("take it out of zones:, publish: and trust: before");
    }
    Store store = TRY(Store::open(configuration.store));
    keysets::State state = store.state();
    if (!take_out(state, zone)) {
        return Error{Errc::not_found, zone.text() + ": nothing is known of it"};
    }
    TRY(store.save(std::move(state)));
    return program.out(zone.text() + ": forgotten; what its targets hold stays there\n");
}

}  // namespace ceremony::consumer
