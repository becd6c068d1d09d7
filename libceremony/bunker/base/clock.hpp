// SPDX-License-Identifier: BSD-3-Clause
//
// clock.hpp -- the one place where this library looks at the clock.
//
// Only a program's own code calls it. Everything below takes times as arguments, so
// that the same input gives the same output whenever it runs.

#pragma once

#include "base/time.hpp"

namespace ceremony {

/// The time this host's clock shows, its fraction of a second cut off. Errc::limit when
/// that lies outside the years 0000 to 9999.
[[nodiscard]] Result<UtcTime> now();

}  // namespace ceremony
