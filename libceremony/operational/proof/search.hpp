// SPDX-License-Identifier: BSD-3-Clause
//
// search.hpp -- finds the first bogus view. For proof.hpp and its parts.

#pragma once

#include <optional>

#include "proof/rules.hpp"
#include "proof/views.hpp"

namespace ceremony::proof {

/// A bogus view: the versions in it, borrowed from the Views, with the windows that they have in
/// it, and when it is seen.
struct Finding {
    Fault fault{};
    Instant at = 0;
    Instant until = 0;
    const DsVersion* ds = nullptr;
    ChildVersion keys;
    std::optional<ChildVersion> zone;  ///< nothing: it does not matter
};

/// The first in [Views::begin, Views::end); of those at the same instant always the same one.
[[nodiscard]] std::optional<Finding> find_first(const Views& views, const Rules& rules);

}  // namespace ceremony::proof
