// SPDX-License-Identifier: BSD-3-Clause
//
// json.hpp -- a key set and all that is known about it, for programs of others.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "keysets/keyset.hpp"
#include "signers/parent.hpp"

namespace ceremony::signers {

/// One JSON object (README.md describes it), in the written form of json/print.hpp. DS sets that
/// are not planned are left out. Errc::limit as in key_records().
[[nodiscard]] Result<std::string> json(const keysets::Keyset& keyset,
                                       const std::vector<DsSet>& ds,
                                       const std::vector<Anchor>& anchors);

}  // namespace ceremony::signers
