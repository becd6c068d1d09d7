// SPDX-License-Identifier: BSD-3-Clause
//
// run.hpp -- the program without its process: from options to an exit status.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Does what `options` ask for. An error, also one that stands in their place, is told on
/// program.err; the status is that of exit_status(), and of status --nagios what it says itself.
[[nodiscard]] int run(const Result<Options>& options, const program::Program& program);

}  // namespace ceremony::consumer
