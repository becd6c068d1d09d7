// SPDX-License-Identifier: BSD-3-Clause
//
// difference.hpp -- what a new text changes in a file, for a person.

#pragma once

#include <string>
#include <string_view>

namespace ceremony::consumer {

/// The lines that go from `before` with "-" in front, and those that come in `after` with "+",
/// where they change: as few as there can be, but for very long texts. Empty when the texts are
/// equal, or differ in the last line end only. Long lines are cut so that what differs is seen; one
/// that is not printable ASCII stands in quotes.
[[nodiscard]] std::string difference(std::string_view before, std::string_view after);

}  // namespace ceremony::consumer
