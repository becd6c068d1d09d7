// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/public_keys.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "cooked/key_id.hpp"
#include "dns/rrsig.hpp"

namespace ceremony::keysets {

namespace {

using recipe::Position;

// How a key stands in one set.
struct Standing {
    std::size_t action = 0;
    std::uint16_t flags = 0;
    bool has_signed = false;

    friend auto operator<=>(const Standing&, const Standing&) = default;
};
using Trace = std::pair<dns::Algorithm, std::set<Standing>>;
using Material = std::pair<dns::Algorithm, Bytes>;

void add_materials(std::size_t action,
                   const recipe::SignedKeysetResult& result,
                   std::map<Material, std::set<Standing>>& materials) {
    std::set<std::pair<dns::Algorithm, std::uint16_t>> signers;
    for (const dns::Record& record : result.keyset) {
        const auto rrsig = dns::read_rrsig(record.rdata());
        if (record.type() == dns::RrType::rrsig && rrsig.ok()) {
            signers.emplace(rrsig.value().algorithm, rrsig.value().key_tag);
        }
    }
    for (const dns::Record& record : result.keyset) {
        const auto key = dns::read_dnskey(record.rdata());
        if (record.type() == dns::RrType::dnskey && key.ok()) {
            const dns::Algorithm algorithm = key.value().algorithm;
            const bool has_signed = signers.contains({algorithm, dns::key_tag(key.value())});
            materials[{algorithm, key.value().public_key}].insert(
                {action, key.value().flags, has_signed});
        }
    }
}

std::map<Material, std::set<Standing>> materials_of(const recipe::Recipe& cooked) {
    std::map<Material, std::set<Standing>> materials;
    for (std::size_t action = 0; action < cooked.actions.size(); ++action) {
        const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&cooked.actions[action].params);
        if (set != nullptr && set->cooked) {
            add_materials(action, *set->cooked, materials);
        }
    }
    return materials;
}

// The keys in the sets of which nothing is stated.
std::map<std::uint32_t, Trace> unknown_keys(const recipe::KeyIndex& index) {
    std::set<std::pair<std::size_t, std::uint32_t>> signers;  // by action
    for (const recipe::KeyUse& use : index.uses()) {
        if (use.position == Position::signer) {
            signers.emplace(use.action, use.key);
        }
    }
    std::map<std::uint32_t, Trace> keys;
    for (const recipe::KeyUse& use : index.uses()) {
        if (use.position == Position::keyset && index.facts(use).data == nullptr) {
            Trace& trace = keys[use.key];
            trace.first = use.kind->algorithm;
            trace.second.insert({use.action, static_cast<std::uint16_t>(use.kind->role),
                                 signers.contains({use.action, use.key})});
        }
    }
    return keys;
}

// What is stated of any key explains a record; the rest is to be found.
std::map<Trace, std::vector<Bytes>> unexplained(const recipe::Recipe& cooked,
                                                const recipe::KeyIndex& index) {
    std::set<Material> stated;
    for (const recipe::KeyUse& use : index.uses()) {
        const Bytes* data = index.facts(use).data;
        if (use.kind && data != nullptr) {
            stated.emplace(use.kind->algorithm, *data);
        }
    }
    std::map<Trace, std::vector<Bytes>> rest;
    for (auto& [material, standings] : materials_of(cooked)) {
        if (!stated.contains(material)) {
            rest[{material.first, standings}].push_back(material.second);
        }
    }
    return rest;
}

}  // namespace

PublicKeys::PublicKeys(const recipe::Recipe& cooked) : index_(cooked, cooked::id_from_label) {
    const std::map<std::uint32_t, Trace> keys = unknown_keys(index_);
    if (keys.empty()) {
        return;
    }
    std::map<Trace, std::size_t> count;
    for (const auto& [key, trace] : keys) {
        ++count[trace];
    }
    const std::map<Trace, std::vector<Bytes>> materials = unexplained(cooked, index_);
    for (const auto& [key, trace] : keys) {
        const auto fitting = materials.find(trace);
        if (count[trace] == 1 && fitting != materials.end() && fitting->second.size() == 1) {
            found_.emplace(key, fitting->second.front());
        }
    }
}

const Bytes* PublicKeys::data_of(const recipe::KeyUse& use) const {
    const Bytes* stated = index_.facts(use).data;
    if (stated != nullptr) {
        return stated;
    }
    const auto found = found_.find(use.key);
    return found == found_.end() ? nullptr : &found->second;
}

}  // namespace ceremony::keysets
