// SPDX-License-Identifier: BSD-3-Clause
//
// standing.hpp -- what a zone has as long as nothing new is published of it.

#pragma once

#include <string>

#include "keysets/state.hpp"

namespace ceremony::consumer {

/// Was nothing of it ever published?
[[nodiscard]] bool has_nothing(const keysets::ZoneState& zone);

/// The end of a sentence about what cannot be done: "; what is published since TIME stays, it is
/// signed until TIME", or that the targets keep what they have, or that there is nothing.
[[nodiscard]] std::string what_stays(const keysets::ZoneState& zone);

}  // namespace ceremony::consumer
