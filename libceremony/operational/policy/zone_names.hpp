// SPDX-License-Identifier: BSD-3-Clause
//
// zone_names.hpp -- zones that are not known, and which one was probably meant.

#pragma once

#include <set>
#include <string>

#include "dns/name.hpp"

namespace ceremony::policy {

/// "; did you mean example.?", for the end of a message; empty when none of `known` is near `zone`.
[[nodiscard]] std::string did_you_mean(const dns::Name& zone, const std::set<dns::Name>& known);

}  // namespace ceremony::policy
