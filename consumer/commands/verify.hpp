// SPDX-License-Identifier: BSD-3-Clause
//
// verify.hpp -- consumer verify: checks cooked recipes.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Tells what was checked of each file, what could not be, and everything that is wrong.
/// Errc::refused when something is. Errors of reading.
[[nodiscard]] Outcome verify(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
