// SPDX-License-Identifier: BSD-3-Clause
//
// replay.hpp -- lets a counter-example come true in the simulator.

#pragma once

#include <cstdint>

#include "proof/proof.hpp"
#include "timeline/model.hpp"

namespace ceremony::test {

/// Until then a plan promises to be safe.
std::int64_t promised(const timeline::ZonePlan& plan);

/// Is what the counter-example tells bogus, when everything happens as it says?
bool is_replayed(const timeline::ZonePlan& plan, const proof::CounterExample& example);

}  // namespace ceremony::test
