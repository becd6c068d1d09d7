// SPDX-License-Identifier: BSD-3-Clause
//
// status.hpp -- consumer status: what is published, what comes next, until when all goes well.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// For people, with --json for machines, with --prometheus into a file for the textfile collector.
/// Errc::refused: that file is none for check_output_file(). Errc::unwritable; errors of reading.
[[nodiscard]] Outcome status(const Options& options, const program::Program& program);

/// One line for a monitoring plugin, and its status: 0 all is well, 1 something needs attention or
/// less time than --warning is left, 2 less than --critical, or what is published has expired, 3
/// nothing can be said, as where there is no store.
[[nodiscard]] int nagios_status(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
