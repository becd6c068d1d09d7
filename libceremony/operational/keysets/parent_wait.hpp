// SPDX-License-Identifier: BSD-3-Clause
//
// parent_wait.hpp -- how long key sets have to wait for the parent, where the plan does not wait
// for somebody to see what the parent has.
//
// A plan with `ds-gate: assume` has the DS set change by itself, in time for the key sets that
// rest on it. When the parent may be asked later than that (ds_times.hpp), because the keys were
// late by more than the plan allows, then the sets that rest on it are as much later.

#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/time.hpp"
#include "keysets/ds_times.hpp"
#include "keysets/gates.hpp"
#include "keysets/keyset.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

struct ParentWait {
    UtcTime asked;            ///< from here on the parent may be asked for the change
    UtcTime until;            ///< from here on every cache has it, as the plan reckons
    bool is_addition = true;  ///< the DS comes, or else goes
    dns::Dnskey key;          ///< whose DS it is
};

/// What `next`, a set of `plan`, has to wait for when it takes the place of `published`, so that
/// the DS sets of the parent that caches may have each name a KSK that signs it. That is so when it
/// goes without a signature of a KSK that `published` has, and a change of the DS set that the plan
/// only assumes was put off. Somebody may have seen the change at the parent: then it is from there
/// that it counts. Nothing: there is nothing to wait for. REQUIRES as opening_of().
[[nodiscard]] std::optional<ParentWait> parent_wait(const timeline::ZonePlan& plan,
                                                    const Course& course,
                                                    std::span<const policy::Event> events,
                                                    const Keyset& published,
                                                    const Keyset& next);

/// For people: the end of a sentence that something has to wait until then. `end` is until when
/// what is published can be used; when that is earlier, they have to do something.
[[nodiscard]] std::string time_left(UtcTime until, UtcTime end);

/// For people: why `next` waits, and what to do; `end` is until when what is published can be used.
[[nodiscard]] std::string text_of(const ParentWait& wait, const Keyset& next, UtcTime end);

}  // namespace ceremony::keysets
