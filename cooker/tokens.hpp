// SPDX-License-Identifier: BSD-3-Clause
//
// tokens.hpp -- from the configuration to tokens that people are logged in to, step by step
// in the transcript.

#pragma once

#include <set>
#include <string>

#include "base/result.hpp"
#include "cooker/keystore.hpp"
#include "cooker/program.hpp"
#include "cooker/settings.hpp"
#include "cooker/transcript.hpp"

namespace ceremony::cooker {

/// Has a person confirm a configuration that nobody named, before a module is loaded that it
/// names; sets the environment that these repositories want, opens their tokens, tells which
/// ones they are, and logs in. Errors as of confirm(), Keystore::open() and log_in(), and
/// Errc::unwritable.
[[nodiscard]] Result<Keystore> open_tokens(const Settings& settings,
                                           const std::set<std::string>& names,
                                           const Program& program,
                                           Transcript& transcript);

}  // namespace ceremony::cooker
