// SPDX-License-Identifier: BSD-3-Clause
//
// holdings.hpp -- do those who are to have what is published have it, and is anybody at work?
//
// The state says what was done. A signer that was not told, a target that could not be written and
// a timer that stands still are not seen in the sets; here they are.

#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "consumer/store.hpp"
#include "dns/name.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// What the targets of a zone really hold.
struct Holdings {
    std::string alarm;  ///< who has not what is published; empty: all have it
    /// When some signer has not what is published: when the signatures over what it has end, as far
    /// as that is known, and no later than those over what is published.
    std::optional<UtcTime> end;
};

/// The targets of the zone `name` in `configuration` are read. All is well when nothing is
/// published.
[[nodiscard]] Holdings look_at_targets(const policy::Configuration& configuration,
                                       const dns::Name& name,
                                       const keysets::ZoneState& zone,
                                       const keysets::ZoneSets& sets);

/// So long no run, or none without a fault, is no cause for alarm, in seconds.
inline constexpr policy::Seconds patience = 86400;

/// So long a token that cannot be reached is none: that of SoftHSM is hidden for moments.
inline constexpr policy::Seconds patience_with_token = 3600;

/// What the runs of `consumer publish` themselves look like: do they come and go well, can they use
/// the token (wrong_pin.hpp)?
struct Runs {
    std::string alarm;  ///< empty: they come, and go well
    bool go_on = true;  ///< may the next ones be expected to do what is due?
};

[[nodiscard]] Runs look_at_runs(const policy::Configuration& configuration,
                                const keysets::State& state,
                                UtcTime now);

}  // namespace ceremony::consumer
