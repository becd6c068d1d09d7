// SPDX-License-Identifier: BSD-3-Clause
//
// used_configuration.hpp -- the configuration that a command uses, which it names.

#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Reads the file that `named` (`-c`) says, or one of the usual ones; prints its name and its hash,
/// in digits and words, and its warnings, to program.err. Errors of policy::load_configuration().
[[nodiscard]] Result<policy::Configuration> use_configuration(
    const std::optional<std::string>& named, const program::Program& program);

/// The same, when there is one: `named`, or one of the usual files.
[[nodiscard]] Result<std::optional<policy::Configuration>> use_configuration_if_any(
    const std::optional<std::string>& named, const program::Program& program);

}  // namespace ceremony::planner
