// SPDX-License-Identifier: BSD-3-Clause
//
// possession.hpp -- does whoever sent a key have its private half?
//
// A direct key may come with RRSIGs that it made over itself: over the DNSKEY set of its
// zone that consists of this one key. Their times do not matter: what they prove does not
// expire.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "dns/name.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// Success when every record in `key.possession` is such a signature for `zone`; there may
/// be none. Errc::crypto: one is not. Else the errors of dnssec::ZoneKey::make().
[[nodiscard]] Outcome check_possession(const dns::Name& zone, const recipe::DirectKey& key);

/// The direct keys of a recipe, each looked at once however often it stands there.
class Possessions {
public:
    /// Where a key stands first.
    struct Place {
        std::size_t action = 0;
        std::string path;

        friend bool operator==(const Place&, const Place&) = default;
    };

    /// The errors are those of check_possession(); the same signatures are checked, and
    /// refused, once only.
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
};

}  // namespace ceremony::cooker
