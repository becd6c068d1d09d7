// SPDX-License-Identifier: BSD-3-Clause
//
// kasp.hpp -- a policy of OpenDNSSEC as the section `kasp:` of a ceremony.yaml.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Writes the section to program.out, and to program.err what would have to change in it for
/// a plan to be safe. Errors as of read_file() and read_kasp().
[[nodiscard]] Outcome kasp(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
