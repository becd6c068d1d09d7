// SPDX-License-Identifier: BSD-3-Clause
//
// wrong_pin.hpp -- a PIN that the token refused is not tried again by a timer.
//
// A token locks after a few wrong PINs, and runs every quarter of an hour would lock it soon. So a
// refused PIN leaves the file `wrong-pin` in the store, and while that is there, no PIN is tried
// that nobody types: until the file with the PIN is changed, or a person removes `wrong-pin`, who
// has looked why.

#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// Why the PIN of the token `default` must not be tried, and the way out; nothing when it may be.
/// Errc::token.
[[nodiscard]] std::optional<Error> why_not_to_log_in(const policy::Configuration& configuration);

/// From `now` on it must not, unless somebody types it. Errc::unwritable.
[[nodiscard]] Outcome note_wrong_pin(const policy::Configuration& configuration, UtcTime now);

/// `refusal`, which says that the token refused the PIN, with what note_wrong_pin() has done and
/// the way out.
[[nodiscard]] Error with_way_out(const policy::Configuration& configuration, Error refusal);

/// It was right. Errc::unwritable.
[[nodiscard]] Outcome note_right_pin(const policy::Configuration& configuration);

}  // namespace ceremony::consumer
