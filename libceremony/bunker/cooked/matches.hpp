// SPDX-License-Identifier: BSD-3-Clause
//
// matches.hpp -- is a cooked recipe the approved recipe with results, and nothing else?

#pragma once

#include <vector>

#include "crypto/digest.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooked {

/// Where `cooked`, results aside, differs from `approved`, each member by itself; and whether
/// it names another hash than `approved_sha256`, that of the approved file, as the hash of its
/// recipe. Spelling does not count: what is written alike is the same. Of the preamble first,
/// then in the order of the file.
[[nodiscard]] std::vector<recipe::Violation> differences(const recipe::Recipe& cooked,
                                                         const recipe::Recipe& approved,
                                                         const crypto::Sha256& approved_sha256);

}  // namespace ceremony::cooked
