// SPDX-License-Identifier: BSD-3-Clause
//
// times.hpp -- times on the command line, and lengths of time for people.

#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"

namespace ceremony::program {

/// "YYYY-MM-DD[ HH:MM[:SS]]", so also what short_text() prints; RFC 3339 without fractions, in UTC
/// or with an offset from it; "YYYYMMDD[hhmm[ss]]"; or seconds after 1970-01-01 00:00:00 as ten
/// digits. `option` is for messages. Errc::usage.
[[nodiscard]] Result<UtcTime> time_from_argument(const std::string& option,
                                                 const std::string& text);

/// "2027-01-31 12:30", and the seconds where they are not 0.
[[nodiscard]] std::string short_text(UtcTime time);

/// "12d", "3d 4h", "5h 30m", "45s": the two largest units, less what is below them.
[[nodiscard]] std::string short_length(std::int64_t seconds);

}  // namespace ceremony::program
