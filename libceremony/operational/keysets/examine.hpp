// SPDX-License-Identifier: BSD-3-Clause
//
// examine.hpp -- everything that can be checked of a cooked recipe before it is believed.
//
// On top of cooked/verify.hpp, which the bunker has too: that it is no rehearsal; that its slots
// follow each other without a gap; that its plan, where it has one, is about the keys and sets in
// it; that private keys that travelled belong to keys which are in a set or sign a zone in it. Who
// vouches for the file, whether it comes next in its chain, and whether its sets may be trusted
// (trust.hpp), is asked elsewhere.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "json/document.hpp"
#include "keysets/from_cooked.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::keysets {

/// A cooked recipe as it was read.
struct CookedRecipe {
    const json::Document& document;  ///< read_recipe() made `recipe` of it
    const recipe::Recipe& recipe;
    crypto::Sha256 sha256{};  ///< of the file
    recipe::SpecVersion version = recipe::SpecVersion::v1_1;
};

/// A recipe as it was approved.
struct ApprovedRecipe {
    const recipe::Recipe& recipe;
    crypto::Sha256 sha256{};
};

struct Examination {
    std::vector<Error> errors;           ///< with their places; none when it is good
    std::vector<std::string> checked;    ///< one sentence each: what is known now
    std::vector<std::string> unchecked;  ///< and what is not, and why
    /// What there is to publish and to import; nothing when there are errors.
    std::optional<Contents> contents;

    [[nodiscard]] bool is_good() const noexcept { return errors.empty(); }
};

/// `approved` may be null: then whether it was this recipe stays open. When the result says that it
/// is of another recipe, that is the only error: whatever else differs would follow from it.
[[nodiscard]] Examination examine(const CookedRecipe& cooked, const ApprovedRecipe* approved);

}  // namespace ceremony::keysets
