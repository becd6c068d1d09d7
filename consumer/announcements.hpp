// SPDX-License-Identifier: BSD-3-Clause
//
// announcements.hpp -- what the parent and people with trust anchors have to know, as a plan has
// it.

#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "keysets/ds_times.hpp"
#include "keysets/keyset.hpp"
#include "signers/parent.hpp"
#include "timeline/model.hpp"

namespace ceremony::consumer {

using keysets::Course;

/// The DS set before all changes, and that after each, by time (keysets/ds_times.hpp).
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
