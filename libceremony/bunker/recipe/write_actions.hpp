// SPDX-License-Identifier: BSD-3-Clause
//
// write_actions.hpp -- the actions of a recipe to text. For the writers in this folder only.

#pragma once

#include "recipe/writer.hpp"

namespace ceremony::recipe {

/// The object of an action.
void write_action(Writer& out, const Action& action);

}  // namespace ceremony::recipe
