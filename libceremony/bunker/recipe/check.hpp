// SPDX-License-Identifier: BSD-3-Clause
//
// check.hpp -- the rules between the members of a recipe (FORMAT.md, "Rules").
//
// They need nothing but the recipe. All violations are found at once and told in one order:
// by action in the order of execution, then by rule. Time grows as n log n. What a single
// member can break, read.hpp refuses, and only the first of that.
//
// Left to whoever has opened the tokens:
//
// - a reference means exactly one key pair, for a transport key exactly one public key; none
//   is fine only with `relaxed` true or `mustExist` false;
// - keyData is what the token has, and neither a signer nor a key in CDS records is extractable
//   there;
// - nothing that is generated exists, and nothing else has the name of what is imported;
// - a transport key that is not imported has 2048 bits or more, and an exported key is
//   extractable and on the token of its wrappingKey;
// - names that stand nowhere together mean one object, or keyData of one object stands in
//   two places: check() sees it in a copy of the recipe in which each name has the ID and the
//   label of the object, and each haveKey its keyData;
// - key tags of keys that are made, or known to the token and the plan only.
//
// Left to the guard and to people: whether any of it is wanted.

#pragma once

#include <set>
#include <vector>

#include "recipe/key_index.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::recipe {

struct CheckContext {
    IdFromLabel id_from_label = nullptr;
    /// The CKA_IDs of existing keys that the guard lets a recipe export.
    std::set<Bytes> exportable;
};

/// Every violation; none when the recipe may be tried. That a recipe carries results is none:
/// see carries_results(). REQUIRES: context.id_from_label.
[[nodiscard]] std::vector<Violation> check(const Recipe& recipe, const CheckContext& context);

}  // namespace ceremony::recipe
