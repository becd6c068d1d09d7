// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/key_names.hpp"

namespace ceremony::timeline {

std::vector<std::string> key_names(const ZonePlan& plan) {
    std::vector<std::string> names;
    names.reserve(plan.keys.size());
    std::size_t ksks = 0;
    std::size_t zsks = 0;
    for (const Key& key : plan.keys) {
        names.push_back(is_sep(key.role) ? "K" + std::to_string(++ksks)
                                         : "Z" + std::to_string(++zsks));
    }
    return names;
}

}  // namespace ceremony::timeline
