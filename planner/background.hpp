// SPDX-License-Identifier: BSD-3-Clause
//
// background.hpp -- which ceremony is planned, and what is known before it.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "planner/chain.hpp"
#include "planner/options.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::planner {

struct Background {
    recipe::Ceremony ceremony;
    std::vector<timeline::Key> orphans;  ///< of lost attempts: the next one destroys them
    std::vector<std::string>
        warnings;  ///< for people: events on which nothing rests, and one that is missing
};

/// The ceremony after the results that the options name, or the next attempt at the one that was
/// lost; what is known of the zones goes into `assignment`. REQUIRES: the assignment has zones.
/// Errc::refused when a result is not believed, when the lost recipe is not of this ceremony (also
/// plan::add_orphans()), when an event tells of a ceremony or a zone of which there is no result,
/// or of an import before the result was planned, and for what contradicts itself. Errors of
/// reading.
[[nodiscard]] Result<Background> look_back(const Options& options, Assignment& assignment);

}  // namespace ceremony::planner
