// SPDX-License-Identifier: BSD-3-Clause
//
// delivery.hpp -- one key set on its way to the targets of its zone.
//
// Before the first target is written, the set is looked at as if nobody had looked before: its
// signatures, its times, and whether the zone's signer has the keys that it names. What a target
// was given, and since when a signer has it, is noted in the state of the zone.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "consumer/announcements.hpp"
#include "consumer/lazy_token.hpp"
#include "consumer/target.hpp"
#include "consumer/troubles.hpp"
#include "dns/name.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"
#include "signers/signconf.hpp"

namespace ceremony::consumer {

/// Which targets, and how.
struct PublishRules {
    std::optional<dns::Name> zone;         ///< nothing: all
    std::optional<policy::Format> format;  ///< nothing: all
    Refresh refresh = Refresh::when_changed;
    /// What is published was chosen by a clock that was wrong: forget it, when it is not valid yet.
    bool goes_back = false;
    std::optional<Bytes> zsk;  ///< the ID of who signs a zone of which the recipe does not say it

    [[nodiscard]] bool is_for(const policy::Target& target) const {
        return (!zone || *zone == target.zone) && (!format || *format == target.format);
    }
};

using Targets = std::vector<const policy::Target*>;

/// What the zones of one run share.
struct Round {
    const policy::Configuration& configuration;
    const PublishRules& rules;
    const program::Program& program;
    LazyToken& token;
    Troubles& troubles;
    UtcTime now;
    std::string clock_warning;                          ///< told before the first target is written
    std::optional<Error> clock_refusal = std::nullopt;  ///< why none may be written
    std::string absence = {};  ///< why the token cannot be reached; empty: it can, or is not wanted
    /// Files whose hooks run although their signers have the set already.
    std::set<std::string> refreshed = {};
};

/// What is noted of a target; null when it was never written.
[[nodiscard]] const keysets::WrittenTarget* find_written(const keysets::ZoneState& zone,
                                                         const policy::Target& target);

/// Does the target hold what was last written to it, and was that the set `set` in its format?
[[nodiscard]] bool has_set(const keysets::ZoneState& zone,
                           const policy::Target& target,
                           const keysets::SetName& set);

/// Does the zone have a set when the target has it? It is for a signer, or none of the zone is.
[[nodiscard]] bool is_publication(const policy::Configuration& configuration,
                                  const policy::Target& target);

/// A set, and the sets that it is one of.
struct Consignment {
    const keysets::ZoneSets& sets;
    const keysets::Keyset& set;
    Course course;
};

/// When what is written of a set becomes different by itself, after now.
[[nodiscard]] std::optional<UtcTime> next_difference(const Consignment& consignment);

/// Gives the set to `targets`, and notes in `zone` what they have. What stands in the way of a
/// target is told, and the others get it all the same. True when all have it afterwards; hooks are
/// not run here. The set counts as published when a target that is for a signer has it, or none is.
[[nodiscard]] bool deliver(Round& round,
                           const Consignment& consignment,
                           const Targets& targets,
                           keysets::ZoneState& zone);

}  // namespace ceremony::consumer
