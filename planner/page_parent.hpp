// SPDX-License-Identifier: BSD-3-Clause
//
// page_parent.hpp -- what is at the parent of a zone, and what is to be, in words. Of a zone
// without a parent it is the trust anchors.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dns/ds.hpp"
#include "timeline/model.hpp"

namespace ceremony::planner {

/// A DS record of the zone: each zone has its own, also of a key that several zones share.
struct ZoneDs {
    timeline::KeyIndex key = 0;
    std::optional<dns::Ds> ds;  ///< nothing as long as the public key is not known
};

/// Those that are at the parent, or are to be, each once, by key; with one for each digest type.
[[nodiscard]] std::vector<ZoneDs> ds_records_of(const timeline::ZonePlan& plan);

/// "K1 (SHA-256, SHA-384) and K2 (SHA-256)", "nothing"; by key.
[[nodiscard]] std::string ds_set_text(const timeline::DsSet& set,
                                      const std::vector<std::string>& names);

/// A section of the page: the DS set before all changes, and each change with the number that the
/// proof calls it by; and the DS records as those who submit them need them, each with the change
/// that it comes or goes with.
[[nodiscard]] std::string parent_text(const timeline::ZonePlan& plan);

}  // namespace ceremony::planner
