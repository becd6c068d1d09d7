// SPDX-License-Identifier: BSD-3-Clause
//
// state.hpp -- what the consumer remembers from run to run, and how what it does is noted there.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "dns/name.hpp"
#include "keysets/keyset.hpp"
#include "keysets/trust.hpp"
#include "policy/policy.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::keysets {

/// A cooked recipe that was imported.
struct StoredFile {
    crypto::Sha256 sha256{};
    std::string name;  ///< in the store; no folder in it
    /// Which ceremony it is of; nothing for a recipe that does not say.
    std::optional<recipe::Word> chain;
    std::uint32_t sequence = 0;
    UtcTime imported;
    std::vector<dns::Name> zones;  ///< those that it has sets for, in canonical order
    UtcTime expiration;            ///< of the last of its sets
    std::string forced;            ///< why it was taken out of turn; empty when it was not
    /// How it lay in the store when its hash was right; empty: not known.
    std::string stamp = {};

    friend bool operator==(const StoredFile&, const StoredFile&) = default;
};

/// Which set of which file.
struct SetName {
    crypto::Sha256 file{};
    recipe::Word track;
    std::uint16_t stage = 0;
    UtcTime from;

    friend bool operator==(const SetName&, const SetName&) = default;
};

[[nodiscard]] SetName name_of(const Keyset& keyset);

/// A set that was published.
struct Published {
    SetName set;
    std::uint32_t sequence = 0;
    UtcTime expiration;
    UtcTime since;  ///< when it really was

    friend bool operator==(const Published&, const Published&) = default;
};

/// What was last written to a target.
struct WrittenTarget {
    std::string file;
    SetName set;
    policy::Format format{};
    crypto::Sha256 sha256{};  ///< of what was written
    /// The hook has still to be run for it.
    bool hook_pending = false;
    /// Then the end of the signatures over what its reader has heard of; nothing: of nothing.
    std::optional<UtcTime> heard_until = std::nullopt;

    friend bool operator==(const WrittenTarget&, const WrittenTarget&) = default;
};

struct ZoneState {
    std::optional<recipe::Word> chain;  ///< the zone is bound to it; nothing: to none yet
    Trust trust;
    /// What a person took out of it, until a person has it trusted again.
    Trust distrusted;
    std::optional<recipe::Word> track;   ///< activated instead of main
    std::optional<Published> published;  ///< nothing: never
    /// The first set after each change of keys that was published, and when; the last one began
    /// what is published now.
    std::vector<Published> changes;
    std::vector<WrittenTarget> targets;
    /// Before that nothing is due; nothing: not known.
    std::optional<UtcTime> look_again;

    friend bool operator==(const ZoneState&, const ZoneState&) = default;
};

/// A token that the last run wanted and did not reach.
struct Absence {
    UtcTime since;  ///< of the first run in a row
    std::string why;

    friend bool operator==(const Absence&, const Absence&) = default;
};

struct State {
    std::vector<StoredFile> files;  ///< in the order in which they were imported
    std::map<dns::Name, ZoneState> zones;
    std::vector<policy::Event> events;    ///< in the order in which they were recorded
    std::optional<UtcTime> last_success;  ///< of a run that published what was due
    std::optional<UtcTime> last_clock;    ///< the time of the last run
    std::optional<Absence> absence;       ///< nothing: the token was there, or not wanted

    friend bool operator==(const State&, const State&) = default;
};

/// So many changes of a zone are remembered; no two that are further apart wait for each other.
inline constexpr std::size_t remembered_changes = 16;

/// Does what reads a target of this format answer queries with it?
[[nodiscard]] bool is_for_signer(policy::Format format) noexcept;

/// The targets of signers; where no signer has one, all.
[[nodiscard]] std::vector<const WrittenTarget*> publications_of(const ZoneState& zone);

/// The first of those whose reader has not been told of what it holds; null when there is none.
[[nodiscard]] const WrittenTarget* untold_target(const ZoneState& zone);

/// Notes that `keyset` is published from `now` on, in place of what was. `previous` is the set that
/// was published until then, null when there was none or it is not known any more.
void note_published(ZoneState& zone, const Keyset& keyset, const Keyset* previous, UtcTime now);

/// Notes that the signer did not have what is published before `now`: it could not be told. What
/// was noted for a later time stays.
void note_delay(ZoneState& zone, UtcTime now);

/// Takes back that a set was published by a clock that was ahead of `now`: the zone is as if
/// nothing had been published since then. What was published before stays remembered.
void forget_published(ZoneState& zone, UtcTime now);

/// What was observed as far as it concerns `zone`: an import counts when it was of a ceremony of
/// the chain that the zone is bound to.
[[nodiscard]] std::vector<policy::Event> events_for(const State& state, const ZoneState& zone);

/// The file of the last ceremony of `chain`, the later of those of one ceremony; null when there
/// is none.
[[nodiscard]] const StoredFile* last_of_chain(const State& state, const recipe::Word& chain);
/// The file with this hash; null when it was not imported.
[[nodiscard]] const StoredFile* find_file(const State& state, const crypto::Sha256& sha256);
[[nodiscard]] StoredFile* find_file(State& state, const crypto::Sha256& sha256);
/// When it was imported; nothing when it was not.
[[nodiscard]] std::optional<UtcTime> imported_at(std::span<const StoredFile> files,
                                                 const crypto::Sha256& sha256);

}  // namespace ceremony::keysets
