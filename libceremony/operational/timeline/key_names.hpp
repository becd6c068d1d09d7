// SPDX-License-Identifier: BSD-3-Clause
//
// key_names.hpp -- what people call the keys of a plan: on the page, in notes and in differences.

#pragma once

#include <string>
#include <vector>

#include "timeline/model.hpp"

namespace ceremony::timeline {

/// "K1", "K2", ... for KSKs and "Z1", ... for ZSKs, by KeyIndex.
[[nodiscard]] std::vector<std::string> key_names(const ZonePlan& plan);

}  // namespace ceremony::timeline
