// SPDX-License-Identifier: BSD-3-Clause
//
// chart.hpp -- the keys of a zone over time, one line a key, within 100 columns.

#pragma once

#include <string>

#include "timeline/model.hpp"

namespace ceremony::planner {

/// Each column stands for an equal part of the time from the first slot to the end of the last,
/// and shows what is true at its beginning: `-` in the DNSKEY set, `#` and signing, `+` signing
/// the zone outside of the set, `r` in the set as revoked. Above it a scale of months. Keys that
/// are in no set and sign nothing are left out. REQUIRES: the plan has slots.
[[nodiscard]] std::string chart_of(const timeline::ZonePlan& plan);

}  // namespace ceremony::planner
