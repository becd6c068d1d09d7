// SPDX-License-Identifier: BSD-3-Clause

#include "policy/zone_names.hpp"

#include <string_view>
#include <vector>

#include "config/nearest.hpp"

namespace ceremony::policy {

std::string did_you_mean(const dns::Name& zone, const std::set<dns::Name>& known) {
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const dns::Name& name : known) {
        names.push_back(name.text());
    }
    const std::vector<std::string_view> words(names.begin(), names.end());
    const auto near = config::nearest(zone.text(), words);
    return near ? "; did you mean " + std::string(*near) + "?" : "";
}

}  // namespace ceremony::policy
