// SPDX-License-Identifier: BSD-3-Clause
//
// possession.hpp -- which keys of others came without a proof that their sender has the
// private half, and which with one that does not hold.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooked/verified_signatures.hpp"
#include "dns/name.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// The direct keys of a recipe, each looked at once however often it stands there.
class Possessions {
public:
    /// Where a key stands first.
    struct Place {
        std::size_t action = 0;
        std::string path;

        friend bool operator==(const Place&, const Place&) = default;
    };

    /// The errors are those of cooked::check_possession(); the same signatures are checked,
    /// and refused, once only.
    [[nodiscard]] Outcome add(const dns::Name& zone, const recipe::DirectKey& key, Place place);

    /// Keys that came without any signature wherever they stand, in the order of the recipe.
    [[nodiscard]] std::vector<Place> unproven() const;

private:
    struct Entry {
        std::size_t number = 0;  // in the order of the recipe
        Place place;
        std::set<std::string> checked;
    };

    std::map<std::string, Entry> entries_;
    cooked::VerifiedSignatures verified_;
};

}  // namespace ceremony::cooker
