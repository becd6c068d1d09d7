// SPDX-License-Identifier: BSD-3-Clause
//
// read_event.hpp -- an event of `preamble.plan` (bunker/recipe/FORMAT.md). For plan/ only.

#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "policy/policy.hpp"
#include "recipe/read_values.hpp"

namespace ceremony::plan {

/// The number of a ceremony in its chain. Errc::syntax, or Errc::semantics when it is not from 1 to
/// 2^31 - 1; with the path.
[[nodiscard]] Result<std::uint32_t> read_sequence(recipe::Input input);

/// Errc::syntax or Errc::semantics, with the path of what is not understood.
[[nodiscard]] Result<policy::Event> read_event(recipe::Input input);

}  // namespace ceremony::plan
