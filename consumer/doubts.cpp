// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/doubts.hpp"

#include <vector>

namespace ceremony::consumer {

Opinion opinion_of(const policy::Configuration& configuration,
                   const dns::Name& name,
                   const keysets::ZoneState& zone) {
    Opinion opinion{zone.trust, zone.distrusted};
    const auto configured = configuration.trust.find(name);
    if (configured != configuration.trust.end()) {
        for (const dns::Ds& ds : configured->second) {
            keysets::add_trust(opinion.trust, ds);
            std::erase(opinion.distrusted, ds);
        }
    }
    return opinion;
}

std::string doubt_of(const Opinion& opinion, const keysets::Keyset& set) {
    return keysets::why_unacceptable(opinion.trust, opinion.distrusted, set);
}

std::string doubt_of(const Opinion& opinion,
                     const keysets::ZoneState& zone,
                     const keysets::ZoneSets& sets,
                     UtcTime now) {
    const keysets::Keyset* published =
        zone.published ? keysets::find_set(sets, zone.published->set) : nullptr;
    std::string doubt = published == nullptr ? "" : doubt_of(opinion, *published);
    for (const keysets::Keyset* set : keysets::line_of(sets, keysets::track_of(zone))) {
        if (doubt.empty() && set->until > now) {
            doubt = doubt_of(opinion, *set);
        }
    }
    return doubt;
}

}  // namespace ceremony::consumer
