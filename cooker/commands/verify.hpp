// SPDX-License-Identifier: BSD-3-Clause
//
// verify.hpp -- `cooker verify`: a cooked recipe checked again, by anyone, without a token.

#pragma once

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// Says on program.out what the cooked recipe in options.files is and did, as witnesses read
/// it, and on program.err everything that is wrong with it (cooked/verify.hpp); with
/// options.recipe also where it is not this recipe with results (cooked/matches.hpp).
/// Errc::refused when something is wrong. Else errors as of read_file(), json::parse() and
/// recipe::read_recipe().
[[nodiscard]] Outcome verify(const Options& options, const Program& program);

}  // namespace ceremony::cooker
