// SPDX-License-Identifier: BSD-3-Clause
//
// publish.hpp -- consumer publish: gives signers the key set that is right now.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Every configured target, or those that --zone and --format name, gets the set that is right
/// now. With --dry-run it is told what would change, with --output the set goes into another file;
/// both also at another time. Errc::usage, Errc::configuration; errors of publisher.hpp and
/// preview.hpp.
[[nodiscard]] Outcome publish(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
