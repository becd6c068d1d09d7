// SPDX-License-Identifier: BSD-3-Clause
//
// plans.hpp -- plans for the tests of proof/: a year's quarter with every interval kept, and small
// ones by chance.

#pragma once

#include <cstdint>
#include <random>
#include <string_view>

#include "timeline/model.hpp"

namespace ceremony::test {

inline constexpr timeline::Seconds hour = 3600;
inline constexpr timeline::Seconds day = 24 * hour;
inline constexpr timeline::Seconds week = 7 * day;

UtcTime time_at(std::int64_t seconds);
/// 2027-01-01 00:00:00 and weeks, days after it.
UtcTime in_week(std::int64_t weeks, std::int64_t days = 0);

timeline::Key key_of(recipe::KeyRole role,
                     dns::Algorithm algorithm = dns::Algorithm::ecdsap256sha256);

/// Twelve weekly slots from 2027-01-01 on behind five of the ceremony before; the hand-over may
/// take two weeks. Key 0 is the KSK, with a DS. ZSK 1 signs until week 6, ZSK 2 is published from
/// week 5 on and signs from week 6 on, ZSK 1 leaves the set in week 9. The timing is that of the
/// default policy: D is 3 days, 12 hours and 5 minutes, S 11 days and 14 hours.
timeline::ZonePlan quarter();
/// The first plan of a zone: the same slots with ZSK 1 alone, and nothing before.
timeline::ZonePlan first_quarter();

/// A plan in which everything takes a few seconds, safe or not.
timeline::ZonePlan random_plan(std::mt19937& random);

}  // namespace ceremony::test
