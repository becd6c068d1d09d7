// SPDX-License-Identifier: BSD-3-Clause
//
// forecast.hpp -- what will be published of a zone if the machines go on and nobody does anything.
//
// It is asked of choose() at one instant after the other, as the runs to come will ask it: with
// what would be published by then, and with the events that are recorded now. So it cannot say
// anything else than what will be done.

#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "keysets/select.hpp"

namespace ceremony::keysets {

/// A set that takes the place of the one before.
struct Entry {
    UtcTime at;
    const Keyset* set = nullptr;  ///< never null
};

struct Forecast {
    std::vector<Entry> entries;  ///< by time; the first is of now when another set is due
    /// When signatures over what is published end for the first time and nothing came in its place:
    /// the zone goes bogus. Nothing: no set will be published.
    std::optional<UtcTime> end;
};

/// From situation.now on. The sets belong to situation.zone.
[[nodiscard]] Forecast forecast(const Situation& situation);

}  // namespace ceremony::keysets
