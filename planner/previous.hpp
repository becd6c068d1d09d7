// SPDX-License-Identifier: BSD-3-Clause
//
// previous.hpp -- the results of the ceremonies before, as the command line names them.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/recipe_file.hpp"

namespace ceremony::planner {

/// Reads them in their order. Each must be believed (recipe_file.hpp; `attest` are the files of
/// keys that may attest), of the chain, and follow the one before it. Errc::refused when not;
/// Errc::usage for an --expect that is no hash. Else the errors of reading.
[[nodiscard]] Result<std::vector<program::RecipeFile>> read_previous(
    const std::vector<Previous>& previous,
    const std::vector<std::string>& attest,
    const recipe::Word& chain);

}  // namespace ceremony::planner
