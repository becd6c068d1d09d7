// SPDX-License-Identifier: BSD-3-Clause
//
// attest_key.hpp -- the key that vouches for cooked recipes: found, or made.

#pragma once

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// Finds the key that the configuration names under `attest:`; a P-256 key is made when it
/// is not there. Its public part goes to program.out, as PEM; its SHA-256 and everything
/// else to program.err, so that the output is a file that the consumer reads.
/// Errc::configuration: no such key is configured. Else the errors of open_tokens(),
/// find_attest_key() and Token::generate().
[[nodiscard]] Outcome attest_key(const Options& options, const Program& program);

}  // namespace ceremony::cooker
