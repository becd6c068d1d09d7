// SPDX-License-Identifier: BSD-3-Clause
//
// init.hpp -- a configuration to start with.

#pragma once

#include <string>

#include "base/result.hpp"
#include "cooker/fitting_guard.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// What stands in a configuration besides the guard.
struct Start {
    std::string label;     ///< of the token; empty: to be put in
    std::string pin_file;  ///< empty: the PIN is asked for
};

/// The text of a cooker.yaml for `needs`.
[[nodiscard]] std::string configuration_yaml(const Needs& needs, const Start& start);

/// Writes ./cooker.yaml, which must not exist. With options.for_recipe its guard fits that
/// recipe. Errc::unwritable; Errc::usage for a label or a path with control characters;
/// else the errors of reading a recipe.
[[nodiscard]] Outcome init(const Options& options, const Program& program);

}  // namespace ceremony::cooker
