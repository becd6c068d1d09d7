// SPDX-License-Identifier: BSD-3-Clause
//
// samples.hpp -- the cooked recipes in test/vectors/cooked, read.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cooked/verify.hpp"
#include "crypto/digest.hpp"
#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::test {

struct CookedSample {
    std::string text;
    std::shared_ptr<const json::Document> document;
    recipe::Recipe recipe;
    crypto::Sha256 sha256;

    /// "path: reason" of each, paths without line and column.
    [[nodiscard]] std::vector<std::string> told(
        const std::vector<recipe::Violation>& violations) const;
};

/// NAME.json, after the changes in `edits` (support/recipes.hpp).
CookedSample cooked_sample(const std::string& name, const std::string& edits = "");

}  // namespace ceremony::test
