// SPDX-License-Identifier: BSD-3-Clause
//
// difference.hpp -- what a new text changes in a file, for a person.

#pragma once

#include <string>
#include <string_view>

namespace ceremony::consumer {

/// The lines of `before` with "-" in front, then those of `after` with "+", without what both
/// begin and end with. Empty when the texts are equal, or differ in the last line end only. Long
/// lines are cut; one that is not printable ASCII stands in quotes.
[[nodiscard]] std::string difference(std::string_view before, std::string_view after);

}  // namespace ceremony::consumer
