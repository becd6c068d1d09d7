// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <set>
#include <tuple>

#include "recipe/checks.hpp"

namespace ceremony::recipe {

namespace {

// A tag that a key of a zone has, or would have if it were revoked.
struct Tag {
    std::string_view zone;  // in wire form
    std::uint16_t tag = 0;
    const KeyUse* use = nullptr;  // where the key first stands as one of the zone
};

// Sorted; of the keys whose public key is known.
std::vector<Tag> tags_of(const Examination& examination) {
    std::vector<Tag> tags;
    std::set<std::pair<std::string_view, std::uint32_t>> seen;
    for (const KeyUse& use : examination.index.uses()) {
        const dns::Name* owner = zone_of(examination.recipe.actions[use.action]);
        const KeyFacts& key = examination.index.facts(use);
        if (owner == nullptr || !key.kind || key.data == nullptr) {
            continue;
        }
        const std::string_view zone = as_text(owner->wire());
        if (seen.emplace(zone, use.key).second) {
            const dns::Dnskey dnskey = to_dnskey(*key.kind, *key.data);
            tags.push_back({zone, dns::key_tag(dnskey), &use});
            tags.push_back({zone, dns::key_tag(dns::revoked_form(dnskey)), &use});
        }
    }
    std::stable_sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) {
        return std::tie(a.zone, a.tag) < std::tie(b.zone, b.tag);
    });
    return tags;
}

}  // namespace

void check_tags(const Examination& examination) {
    const auto data_of = [&examination](const Tag& tag) -> const Bytes& {
        return *examination.index.facts(*tag.use).data;
    };
    std::set<const KeyUse*> told;  // two keys with one tag have one when revoked, too
    const Tag* first = nullptr;    // with the tag in hand
    const std::vector<Tag> tags = tags_of(examination);
    for (const Tag& tag : tags) {
        if (first == nullptr || std::tie(first->zone, first->tag) != std::tie(tag.zone, tag.tag)) {
            first = &tag;
        } else if (data_of(*first) != data_of(tag) && told.insert(tag.use).second) {
            examination.add(*tag.use, "has the key tag " + std::to_string(tag.tag) +
                                          ", revoked or not, as has a key in " +
                                          name_of(first->use->action));
        }
    }
}

}  // namespace ceremony::recipe
