// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/store_check.hpp"

#include <algorithm>

namespace ceremony::consumer {

std::vector<LostFile> lost_files(const Store& store,
                                 keysets::State& state,
                                 const std::set<dns::Name>& zones,
                                 UtcTime time) {
    std::vector<LostFile> lost;
    for (const crypto::Sha256& sha256 : Store::needed_at(state, time)) {
        keysets::StoredFile& file = *keysets::find_file(state, sha256);
        const auto zone =
            std::find_if(file.zones.begin(), file.zones.end(),
                         [&zones](const dns::Name& one) { return zones.contains(one); });
        if (zone == file.zones.end()) {
            continue;
        }
        const Outcome outcome = store.check(file);
        if (!outcome.ok()) {
            lost.push_back({sha256, *zone, outcome.error()});
        }
    }
    return lost;
}

}  // namespace ceremony::consumer
