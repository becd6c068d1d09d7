// SPDX-License-Identifier: BSD-3-Clause
//
// output_file.hpp -- where nobody may have something written: by hand into what a signer or
// the consumer itself reads, and at all into what the consumer remembers.

#pragma once

#include <string>

#include "base/result.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// Errc::refused: `path` is a configured target, the configuration or a file that it names to be
/// read (module, PIN, keys, templates), or lies in the store, whatever it is called.
[[nodiscard]] Outcome check_output_file(const policy::Configuration& configuration,
                                        const std::string& path);

/// Errc::configuration: a target lies in the store, whatever it is called.
[[nodiscard]] Outcome check_targets(const policy::Configuration& configuration);

}  // namespace ceremony::consumer
