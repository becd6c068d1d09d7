// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_tags.hpp"

#include <algorithm>

namespace ceremony::cooker {

std::array<std::uint16_t, 2> both_tags(const dns::Dnskey& key) {
    return {dns::key_tag(key), dns::key_tag(dns::revoked_form(key))};
}

void KeyTags::add(const dns::Name& zone, const dns::Dnskey& key) {
    const auto tags = both_tags(key);
    taken_[zone].insert(tags.begin(), tags.end());
}

void KeyTags::add_to_all(const dns::Dnskey& key) {
    const auto tags = both_tags(key);
    taken_everywhere_.insert(tags.begin(), tags.end());
}

void KeyTags::add(const dns::Name& zone, std::uint16_t tag) {
    std::set<std::uint16_t>& taken = taken_[zone];
    for (const unsigned larger : {0U, 128U, 129U}) {
        taken.insert(static_cast<std::uint16_t>(tag + larger));  // modulo 2^16
    }
}

bool KeyTags::are_free(const std::vector<dns::Name>& zones, const dns::Dnskey& key) const {
    const auto tags = both_tags(key);
    return std::none_of(tags.begin(), tags.end(), [this, &zones](std::uint16_t tag) {
        return taken_everywhere_.contains(tag) ||
               std::any_of(zones.begin(), zones.end(), [this, tag](const dns::Name& zone) {
                   const auto found = taken_.find(zone);
                   return found != taken_.end() && found->second.contains(tag);
               });
    });
}

}  // namespace ceremony::cooker
