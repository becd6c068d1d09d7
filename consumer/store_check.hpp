// SPDX-License-Identifier: BSD-3-Clause
//
// store_check.hpp -- is everything in the store that will be needed?
//
// Nothing may be due now, and the set that comes next be lost all the same: people have to know
// while there is time.

#pragma once

#include <set>
#include <vector>

#include "consumer/store.hpp"
#include "dns/name.hpp"

namespace ceremony::consumer {

/// A file of the store that is not there as it was imported.
struct LostFile {
    crypto::Sha256 file{};
    dns::Name zone;  ///< the first of those asked for that it has sets of
    Error why;
};

/// Those of `state` that may still matter at `time` and have sets of one of `zones`. Each is looked
/// at as by Store::check().
[[nodiscard]] std::vector<LostFile> lost_files(const Store& store,
                                               keysets::State& state,
                                               const std::set<dns::Name>& zones,
                                               UtcTime time);

}  // namespace ceremony::consumer
