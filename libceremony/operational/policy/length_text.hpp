// SPDX-License-Identifier: BSD-3-Clause
//
// length_text.hpp -- lengths of time as the configuration has them.

#pragma once

#include <string>

#include "policy/policy.hpp"

namespace ceremony::policy {

/// "P14D", "PT12H30M", exactly; "-5 seconds" and so on for what no Duration can be.
[[nodiscard]] std::string length_text(Seconds seconds);

}  // namespace ceremony::policy
