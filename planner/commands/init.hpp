// SPDX-License-Identifier: BSD-3-Clause
//
// init.hpp -- a ceremony.yaml to start with.

#pragma once

#include <string_view>

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// A configuration with comments that is complete as it is: it spells every default.
[[nodiscard]] std::string_view starting_configuration() noexcept;

/// Writes it to ceremony.yaml in the folder, which is made when it is not there, and says
/// what comes next. Errc::unwritable, also when there is such a file.
[[nodiscard]] Outcome init(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
