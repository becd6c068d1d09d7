// SPDX-License-Identifier: BSD-3-Clause
//
// ds.hpp -- the DS records that a person or a program submits to the parent.

#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "dns/name.hpp"
#include "signers/parent.hpp"

namespace ceremony::signers {

/// Of `sets`, which stand in the order of their times, the last one that may be submitted at
/// `now`: one line a record, without a TTL, which is the parent's to choose. Those that may not
/// be submitted yet stand behind it as comments under "NOT BEFORE" and the time, so that nobody
/// submits them by accident; and so do those that no plan knows of, under "NOT PLANNED".
[[nodiscard]] std::string ds(const dns::Name& zone, const std::vector<DsSet>& sets, UtcTime now);

}  // namespace ceremony::signers
