// SPDX-License-Identifier: BSD-3-Clause
//
// event_values.hpp -- what people observed, as a plan and the state of the consumer have it:
// `{ "dsSeen": { "zone", "ds", "at" } }` and its like (FORMAT.md of recipe/).

#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "policy/policy.hpp"
#include "recipe/read_values.hpp"
#include "recipe/writer.hpp"

namespace ceremony::plan {

/// The number of a ceremony in its chain. Errc::syntax, or Errc::semantics when it is not from 1 to
/// 2^31 - 1; with the place.
[[nodiscard]] Result<std::uint32_t> read_sequence(recipe::Input input);

/// Where a value stands.
void write_event(recipe::Writer& out, const policy::Event& event);

/// Errc::syntax, with the place, for what is none.
[[nodiscard]] Result<policy::Event> read_event(recipe::Input input);

}  // namespace ceremony::plan
