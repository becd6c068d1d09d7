// SPDX-License-Identifier: BSD-3-Clause
//
// history.hpp -- what is known of a zone before its next plan is made: the plan before, and what
// people have observed since.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "base/time.hpp"
#include "dns/name.hpp"
#include "timeline/model.hpp"

namespace ceremony::timeline {

/// The consumer took over the result of a ceremony.
struct Import {
    std::uint32_t ceremony = 0;  ///< its number in the chain
    UtcTime at;

    friend bool operator==(const Import&, const Import&) = default;
};

/// A key of the bunker was backed up.
struct KeyBackup {
    KeyIndex key = 0;
    UtcTime at;

    friend bool operator==(const KeyBackup&, const KeyBackup&) = default;
};

/// Of a zone that was never signed, and to which nobody brings keys: nothing but its name.
///
/// Lives as they were planned are facts until the next result takes over, and are planned anew
/// from there on. What was observed is a fact whenever it was: DS records seen and gone stand in
/// Key::observed, of keys in the bunker also when they were made. A key that another system made
/// and that is in use is in the set, and signs, from the times of its observed life on.
struct History {
    dns::Name zone;
    std::vector<Key> keys;         ///< all that are known, in the order in which they were made
    std::vector<Slot> slots;       ///< of the last ceremony, by time; they name `keys`
    std::optional<UtcTime> until;  ///< the end that was asked for then; nothing: there was none
    std::optional<Grid> grid;      ///< of the last ceremony
    std::optional<Timing> timing;  ///< of the last ceremony, ZonePlan::own_timing
    /// Those that were in force in it, and until when something can be seen that was made with
    /// those of the ceremonies before.
    std::optional<Timing> timing_before;
    UtcTime timing_before_until;
    std::uint32_t last_ceremony = 0;  ///< its number in the chain; 0: there was none
    DsSet ds_before;
    std::vector<DsChange> ds_changes;  ///< as planned, and completed as far as then known
    /// Of the DS records of keys that were brought along, those that somebody told of.
    std::set<dns::DigestType> brought_digests;
    std::vector<Import> imports;
    std::vector<KeyBackup> backups;

    friend bool operator==(const History&, const History&) = default;
};

/// The history of a zone whose last plan is `plan`, of the ceremony with the number `ceremony`.
/// What has been observed since is for the caller to add.
[[nodiscard]] History history_after(ZonePlan plan, std::uint32_t ceremony);

/// The plan of a zone that a ceremony leaves alone: it has no slots, those before go on, and what
/// is known stays known.
[[nodiscard]] ZonePlan at_rest(History history);

/// `own`, with every TTL, delay and safety margin that was larger in a ceremony of which a plan
/// from `start` on can still see something.
[[nodiscard]] Timing numbers_in_force(const Timing& own, const History& history, UtcTime start);

}  // namespace ceremony::timeline
