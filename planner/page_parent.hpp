// SPDX-License-Identifier: BSD-3-Clause
//
// page_parent.hpp -- what is at the parent of a zone, and what is to be, in words. Of a zone
// without a parent it is the trust anchors.

#pragma once

#include <string>

#include "timeline/model.hpp"

namespace ceremony::planner {

/// A section of the page: the DS set before all changes, and each change with the number that the
/// proof calls it by.
[[nodiscard]] std::string parent_text(const timeline::ZonePlan& plan);

}  // namespace ceremony::planner
