// SPDX-License-Identifier: BSD-3-Clause
//
// doubts.hpp -- sets that were imported and that no trusted KSK signs any more.
//
// Trust is looked at when a result is imported. What a person takes out of it afterwards does not
// take away what is published, nor what has to follow it; but people have to know.

#pragma once

#include <string>

#include "base/time.hpp"
#include "dns/name.hpp"
#include "keysets/keyset.hpp"
#include "keysets/state.hpp"
#include "keysets/trust.hpp"
#include "keysets/zone_sets.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// What people think of the keys of a zone.
struct Opinion {
    keysets::Trust trust;
    keysets::Trust distrusted;
};

/// That of `zone` and of the configuration, which counts where both have a record.
[[nodiscard]] Opinion opinion_of(const policy::Configuration& configuration,
                                 const dns::Name& name,
                                 const keysets::ZoneState& zone);

/// Why people have to look at `set`; empty: a trusted KSK signed it.
[[nodiscard]] std::string doubt_of(const Opinion& opinion, const keysets::Keyset& set);

/// The same of the first such set among what is published of `zone` and what `sets` have for it
/// from `now` on.
[[nodiscard]] std::string doubt_of(const Opinion& opinion,
                                   const keysets::ZoneState& zone,
                                   const keysets::ZoneSets& sets,
                                   UtcTime now);

}  // namespace ceremony::consumer
