// SPDX-License-Identifier: BSD-3-Clause
//
// recipe_summary.hpp -- what a recipe asks for, in the lines that witnesses compare with
// their paper.
//
// Everything that can harm stands in it: which zones and how long, which keys are made,
// exported and to whom, destroyed; each key of others and each wrapping key with its hash
// in words.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// The first line: description, time, chain, sequence, attempt.
[[nodiscard]] std::string title_line(const recipe::Recipe& recipe);

/// The rest. Grows with zones and keys, not with key sets. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> summary_lines(const recipe::Recipe& recipe);

/// What came of an action that was carried out, in full: the fingerprint of the key, the records
/// of the set. None of one that was not.
[[nodiscard]] std::vector<std::string> result_lines(const recipe::Action& action);

/// "  DS of nl. 53455 13 2 ...", when a KSK of a known zone was generated.
[[nodiscard]] std::vector<std::string> ds_lines(const recipe::Action& action);

}  // namespace ceremony::cooker
