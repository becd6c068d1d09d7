// SPDX-License-Identifier: BSD-3-Clause
//
// read_preamble.hpp -- the preamble of a recipe. For the readers in this folder only.

#pragma once

#include <memory>

#include "json/document.hpp"
#include "recipe/read_values.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// `input` is a value of `document`, which the plan keeps. The errors are those of
/// read_values.hpp and Plan::from_value().
[[nodiscard]] Result<Preamble> read_preamble(Input input,
                                             const std::shared_ptr<const json::Document>& document);

}  // namespace ceremony::recipe
