// SPDX-License-Identifier: BSD-3-Clause
//
// announcements.hpp -- what the parent and people with trust anchors have to know, as a plan has
// it.

#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "keysets/key_changes.hpp"
#include "keysets/keyset.hpp"
#include "signers/parent.hpp"
#include "timeline/model.hpp"

namespace ceremony::consumer {

/// How the plan went until now.
struct Course {
    /// When the file of the plan was imported; nothing: as late as was planned.
    std::optional<UtcTime> imported;
    /// Since when its changes of keys are published; empty: as planned.
    std::vector<keysets::KeyChange> changes;
    UtcTime now;
};

/// The DS set before all changes, and that after each, by time. A change that rests on the import
/// of the result waits for it. Where the changes of keys before it were late by more than the plan
/// allows, it keeps its distance from them; where they are not published yet, it will be no sooner
/// than it would be if they were published today. Those after it keep their distance.
/// Errc::semantics: the public key of one of the keys is not known.
[[nodiscard]] Result<std::vector<signers::DsSet>> ds_sets_of(const timeline::ZonePlan& plan,
                                                             const Course& course);
/// Without a plan: SHA-256 DS records of the KSKs in the set that sign it and are not revoked, of
/// which nobody knows when the parent may have them.
[[nodiscard]] Result<std::vector<signers::DsSet>> ds_sets_of(const keysets::Keyset& keyset);

/// When the next of the changes that ds_sets_of() has may be asked for, after now.
[[nodiscard]] std::optional<UtcTime> next_ds_change(const timeline::ZonePlan& plan,
                                                    const Course& course);

/// A DS that comes to the parent or goes from there, and when that may be asked for.
struct DsMove {
    decltype(timeline::Gate::opens) observed;  ///< DsSeen or DsGone
    UtcTime earliest;
};

/// All of them, by time, which is that of ds_sets_of().
[[nodiscard]] std::vector<DsMove> ds_moves_of(const timeline::ZonePlan& plan, const Course& course);

/// The KSKs of the zone whose public keys are known, from when they were made, or are first known
/// to have been in use, until they are revoked or leave the key set. One whose beginning the plan
/// does not know begins with the inception of `keyset`.
[[nodiscard]] std::vector<signers::Anchor> anchors_of(const timeline::ZonePlan& plan,
                                                      const keysets::Keyset& keyset);
/// Without a plan: the KSKs in the set that sign it and are not revoked, from its inception on.
[[nodiscard]] std::vector<signers::Anchor> anchors_of(const keysets::Keyset& keyset);

}  // namespace ceremony::consumer
