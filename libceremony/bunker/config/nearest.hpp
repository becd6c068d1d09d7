// SPDX-License-Identifier: BSD-3-Clause
//
// nearest.hpp -- which known word a misspelt one was probably meant to be.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace ceremony::config {

/// How many octets must be inserted, removed, replaced, or exchanged with their
/// neighbour, to turn `a` into `b` (optimal string alignment). Takes the product of
/// the sizes in time.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The word of `known` nearest to `word`; the first of several. Nothing when none is
/// near: more than a third of the word would have to change. Time does not grow with
/// the size of `word`.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> known);

}  // namespace ceremony::config
