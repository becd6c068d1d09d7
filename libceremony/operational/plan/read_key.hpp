// SPDX-License-Identifier: BSD-3-Clause
//
// read_key.hpp -- a key of `preamble.plan` (bunker/recipe/FORMAT.md), with its lives. For plan/
// only.

#pragma once

#include "base/result.hpp"
#include "recipe/read_values.hpp"
#include "timeline/model.hpp"

namespace ceremony::plan {

/// Errc::syntax or Errc::semantics, with the path of what is not understood.
[[nodiscard]] Result<timeline::Key> read_key(recipe::Input input);

}  // namespace ceremony::plan
