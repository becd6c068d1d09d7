// SPDX-License-Identifier: BSD-3-Clause
//
// inventory.hpp -- what is on the tokens: every object, and which of them belong together.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"
#include "cooker/summary.hpp"
#include "dns/name.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::cooker {

/// Lines about `objects`, keys first, by ID and label, their halves together. What stands
/// there more often than a key may is flagged. DS records are those of the `zones`. In full: with
/// all algorithms that a key fits. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> inventory_lines(
    const std::vector<pkcs11::Object>& objects, const std::set<dns::Name>& zones, Detail detail);

/// Lists the objects on every token of the configuration on program.out. DS records are
/// those of the zones in its guard. Errors as of load_settings() and open_tokens().
[[nodiscard]] Outcome inventory(const Options& options, const Program& program);

}  // namespace ceremony::cooker
