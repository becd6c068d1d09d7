// SPDX-License-Identifier: BSD-3-Clause
//
// system_clock.hpp -- may what is published depend on this clock?

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// What the kernel says of the system clock (adjtimex(2)).
enum class Synchronised : std::uint8_t {
    yes,
    no,
    unknown  ///< it does not tell
};

[[nodiscard]] Synchronised ask_kernel() noexcept;

/// What speaks for and against a clock.
struct ClockFacts {
    Synchronised synchronised = Synchronised::unknown;
    UtcTime now;
    std::optional<UtcTime> last;  ///< the time of the run before
    policy::Seconds skew = 0;     ///< what clocks may differ by
};

/// Success, with a warning or an empty text. Errc::refused: the clock is behind what the run before
/// saw by more than the skew; or `rule` wants it synchronised, and it does not say so.
[[nodiscard]] Result<std::string> check_clock(const ClockFacts& facts, policy::ClockRule rule);

}  // namespace ceremony::consumer
