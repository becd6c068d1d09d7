// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <tuple>

#include "cooked/possession.hpp"
#include "cooked/records.hpp"

namespace ceremony::cooked {

namespace {

// The DNSKEY records, each once, by algorithm and key tag.
std::vector<FoundKey> find_keys(const RecordSite& site) {
    std::vector<FoundKey> keys;
    for (std::size_t i = 0; i < site.records.size(); ++i) {
        if (site.records[i].type() == dns::RrType::dnskey) {
            // A Record holds what its reader accepts.
            dns::Dnskey key = dns::read_dnskey(site.records[i].rdata()).value();
            const std::uint16_t tag = dns::key_tag(key);
            keys.push_back({i, std::move(key), tag, std::nullopt});
        }
    }
    const auto place_of = [&site](const FoundKey& key) {
        return std::tuple<dns::Algorithm, std::uint16_t, const Bytes&>(
            key.dnskey.algorithm, key.tag, site.records[key.record].rdata());
    };
    std::stable_sort(keys.begin(), keys.end(), [&](const FoundKey& a, const FoundKey& b) {
        return place_of(a) < place_of(b);
    });
    const auto is_same = [](const FoundKey& a, const FoundKey& b) {
        return a.dnskey == b.dnskey;
    };
    keys.erase(std::unique(keys.begin(), keys.end(), is_same), keys.end());
    return keys;
}

dns::Rrset set_of(const RecordSite& site, const std::vector<FoundKey>& keys) {
    std::vector<Bytes> rdata;
    rdata.reserve(keys.size());
    for (const FoundKey& key : keys) {
        rdata.push_back(site.records[key.record].rdata());
    }
    // Each was a record already, and the TTL is one that a recipe may ask for.
    return dns::Rrset::make(site.asked.owner, dns::RrType::dnskey, site.ttl, rdata).value();
}

void examine_keys(const RecordSite& site, const std::vector<FoundKey>& keys) {
    const FoundKey* before = nullptr;
    for (const FoundKey& key : keys) {
        const auto& zone_key = site.examination.memory.zone_keys.get(site.asked.owner, key.dnskey);
        if (!zone_key.ok()) {
            site.add(key.record, "not the key of a zone: " + zone_key.error().message());
        }
        if (before != nullptr && before->tag == key.tag &&
            before->dnskey.algorithm == key.dnskey.algorithm) {
            site.add(key.record,
                     "another key of the set has the key tag " + std::to_string(key.tag) + ", too");
        }
        before = &key;
    }
}

void examine_signatures(const RecordSite& site,
                        std::vector<FoundKey>& keys,
                        const dns::Rrset& set) {
    for (std::size_t i = 0; i < site.records.size(); ++i) {
        if (site.records[i].type() != dns::RrType::rrsig) {
            continue;
        }
        const Signature signature = examine_rrsig(site, i, keys);
        if (signature.rrsig.type_covered != dns::RrType::dnskey) {
            site.add(i, "over a set of type " + dns::to_string(signature.rrsig.type_covered) +
                            ", which was not asked for");
            continue;
        }
        if (signature.key == nullptr) {
            continue;
        }
        std::optional<std::size_t>& first =
            keys[static_cast<std::size_t>(signature.key - keys.data())].rrsig;
        if (first) {
            site.add(i, "a second signature by one key");
            continue;
        }
        first = i;
        static_cast<void>(examine_signature(site, signature, set));
    }
}

std::optional<FoundSet> examine_set(const RecordSite& site) {
    examine_records(site);
    std::vector<FoundKey> keys = find_keys(site);
    if (keys.empty()) {
        site.add("no DNSKEY record");
        return std::nullopt;
    }
    const dns::Rrset set = set_of(site, keys);
    if (!examine_size(site, set)) {
        return std::nullopt;
    }
    examine_keys(site, keys);
    examine_signatures(site, keys, set);
    return FoundSet{site.action, std::move(keys)};
}

// What do the keys in full that the action names prove?
void examine_possession(const RecordSite& site) {
    for (const recipe::KeyUse& use : site.examination.index.uses_of(site.action)) {
        if (use.direct == nullptr) {
            continue;
        }
        const Outcome proven =
            check_possession(site.asked.owner, *use.direct, site.examination.memory.verified);
        if (!proven.ok()) {
            site.examination.add(site.action, recipe::path_of(use) + ".possession",
                                 proven.error().message());
        }
    }
}

}  // namespace

std::vector<FoundSet> examine_sets(const Examination& examination) {
    std::vector<FoundSet> sets;
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        const auto* asked =
            std::get_if<recipe::ProduceSignedKeyset>(&examination.recipe.actions[action].params);
        if (asked == nullptr || !asked->cooked) {
            continue;
        }
        const RecordSite site{examination,           action,    *asked, "cooked.signedKeysetRRs",
                              asked->cooked->keyset, asked->ttl};
        examine_possession(site);
        std::optional<FoundSet> set = examine_set(site);
        if (set) {
            sets.push_back(*std::move(set));
        }
    }
    return sets;
}

}  // namespace ceremony::cooked
