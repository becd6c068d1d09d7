// SPDX-License-Identifier: BSD-3-Clause
//
// counter_example.hpp -- how a bogus view comes about, as instants and as a sentence. For
// proof.hpp and its parts.

#pragma once

#include "proof/search.hpp"

namespace ceremony::proof {

/// The time, brought into the years 0000 to 9999.
[[nodiscard]] UtcTime to_time(Instant instant);
/// The same; nothing for what never comes.
[[nodiscard]] std::optional<UtcTime> to_finite_time(Instant instant);

[[nodiscard]] CounterExample explain(const Finding& finding, const timeline::ZonePlan& plan);

}  // namespace ceremony::proof
