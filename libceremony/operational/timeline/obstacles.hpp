// SPDX-License-Identifier: BSD-3-Clause
//
// obstacles.hpp -- what makes it impossible to plan what is asked for, told with the number that
// would help. For timeline/ only.

#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "dns/name.hpp"
#include "timeline/draft.hpp"

namespace ceremony::timeline {

/// The events in the life of a key that change a set.
inline constexpr std::array<std::optional<UtcTime> Life::*, 5> changes_of_sets = {
    &Life::publish, &Life::active, &Life::retire, &Life::remove, &Life::revoke,
};

/// Errc::refused: "ZONE: why".
[[nodiscard]] Error refuse(const dns::Name& zone, std::string why);

/// Before anything is planned: the refresh leaves the time that caches and servers take, the KSKs
/// in use can sign here, and the sets of the ceremony before, which nobody can make anew, have room
/// for the delays that are in force by now. Else Errc::refused.
[[nodiscard]] Outcome check_beginning(const Draft& draft);

/// When slots and changes at the parent are planned: nothing that is decided here lies in the past,
/// and the DS set of a zone that goes insecure can be gone before its last set ends. Else
/// Errc::refused.
[[nodiscard]] Outcome check_end(const Draft& draft);

}  // namespace ceremony::timeline
