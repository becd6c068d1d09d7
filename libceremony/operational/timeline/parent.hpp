// SPDX-License-Identifier: BSD-3-Clause
//
// parent.hpp -- what is known of the DS set at the parent, and its changes. For timeline/ only.
//
// Of a zone without a parent it is the trust anchors that validators have: they change when
// people configure them or, with RFC 5011, by themselves.

#pragma once

#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "timeline/draft.hpp"
#include "timeline/ds_set.hpp"

namespace ceremony::timeline {

/// Takes what people have observed into the changes of the history: completes them, takes out
/// those that were planned for Draft::first or later and did not happen, and makes those that no
/// cache can tell any more the set before all changes. Errc::refused for an observation that
/// nothing in the history explains.
[[nodiscard]] Outcome settle_parent(Draft& draft);

/// Is every change done, or assumed to be?
[[nodiscard]] bool is_settled(const Draft& draft);
/// When the last change that added the key was complete: observed or assumed; nothing when that
/// is not known yet. Of a key that was there before all changes, a time so early that it is ready
/// when the plan begins.
[[nodiscard]] std::optional<UtcTime> ds_seen(const Draft& draft, KeyIndex key);
/// When the last change that removed the key was complete: observed or assumed.
[[nodiscard]] std::optional<UtcTime> ds_gone(const Draft& draft, KeyIndex key);

/// Was the DS of a key gone for certain after the last change that removed it: observed since it
/// was to be withdrawn, and not assumed?
[[nodiscard]] bool is_surely_gone(const Draft& draft, KeyIndex key);

/// The first instant at which somebody may submit a DS that this ceremony knows of.
[[nodiscard]] UtcTime first_submission(const Draft& draft);
/// When the DS set of a zone that goes insecure has to be gone from all parent servers, so that no
/// cache has it when the last set ends.
[[nodiscard]] UtcTime last_withdrawal(const Draft& draft);

/// What a change of the DS set rests on: a set that is published, and for how long.
struct Rest {
    UtcTime published;  ///< as planned
    Seconds wait = 0;   ///< until no cache has what was before it
};

/// When that is over, as far as it is known when the set really was published.
[[nodiscard]] UtcTime end_of(const Draft& draft, const Rest& rest);

/// From when on CDS sets may ask for a change. Where it waits for the import of this result, that
/// has to be over: a parent that reads them acts by itself, and nobody tells it to wait.
[[nodiscard]] UtcTime asked_from(const Draft& draft, const DsChange& change);

/// Plans a change; the lives of the keys say when it is to be submitted. Where it rests on
/// something that nobody has seen published, the result of this ceremony has to be imported first.
/// REQUIRES: `earliest` is not before that of the change before, nor before the end of `rest`.
void change_ds(Draft& draft,
               DsSet after,
               UtcTime earliest,
               const std::optional<Rest>& rest = std::nullopt);
/// A gate for each import that a change rests on and for each record of the changes that nobody has
/// observed and the plan does not assume; a note for each change that it does. Nothing for changes
/// that are taken back.
void add_ds_gates(Draft& draft);

}  // namespace ceremony::timeline
