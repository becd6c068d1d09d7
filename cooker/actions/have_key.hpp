// SPDX-License-Identifier: BSD-3-Clause
//
// have_key.hpp -- haveKey: the key is there, and which one it is.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "cooker/execution.hpp"

namespace ceremony::cooker {

/// Records what the preflight found, and returns it in a line for people. Errc::internal.
[[nodiscard]] Result<std::string> have_key(const Execution& execution, std::size_t action);

}  // namespace ceremony::cooker
