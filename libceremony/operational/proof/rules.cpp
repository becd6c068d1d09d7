// SPDX-License-Identifier: BSD-3-Clause

#include "proof/rules.hpp"

#include <algorithm>

namespace ceremony::proof {

namespace {

using timeline::DsAtParent;
using timeline::DsSet;
using timeline::KeyIndex;
using timeline::KeyInSet;
using timeline::Slot;

// Is it in the set as it is, not revoked, and signs it?
bool signs(const Slot& keys, KeyIndex key) {
    const KeyInSet as_it_is{key, false};
    return std::find(keys.keys.begin(), keys.keys.end(), as_it_is) != keys.keys.end() &&
           std::find(keys.signers.begin(), keys.signers.end(), as_it_is) != keys.signers.end();
}

bool contains(const Slot& keys, KeyIndex key) {
    return std::find(keys.keys.begin(), keys.keys.end(), KeyInSet{key, false}) != keys.keys.end();
}

// Some validators use the records with the strongest digest only (RFC 4509, section 3).
DsSet strongest(const DsSet& ds) {
    const auto weaker = [](const DsAtParent& a, const DsAtParent& b) {
        return a.digest < b.digest;
    };
    const dns::DigestType best = std::max_element(ds.begin(), ds.end(), weaker)->digest;
    DsSet reduced;
    std::copy_if(ds.begin(), ds.end(), std::back_inserter(reduced),
                 [best](const DsAtParent& one) { return one.digest == best; });
    return reduced;
}

}  // namespace

std::optional<Fault> Rules::fault_of(const DsSet& ds, const Slot* keys) const {
    const DsSet reduced = strongest(ds);
    const auto leads = [keys](const DsAtParent& one) {
        return signs(*keys, one.key);
    };
    if (keys == nullptr || !std::any_of(reduced.begin(), reduced.end(), leads)) {
        return Fault::no_key_for_ds;
    }
    if (!plan_.strict) {
        return std::nullopt;
    }
    const auto is_covered_in = [&](const DsSet& some) {
        return std::all_of(some.begin(), some.end(), [&](const DsAtParent& one) {
            return std::any_of(some.begin(), some.end(), [&](const DsAtParent& other) {
                return algorithm_of(other.key) == algorithm_of(one.key) && leads(other);
            });
        });
    };
    if (!is_covered_in(reduced) || !is_covered_in(ds)) {
        return Fault::ds_algorithm_missing;
    }
    const bool is_signed =
        std::all_of(keys->keys.begin(), keys->keys.end(), [&](const KeyInSet& one) {
            return std::any_of(keys->signers.begin(), keys->signers.end(),
                               [&](const KeyInSet& signer) {
                                   return algorithm_of(signer.key) == algorithm_of(one.key) &&
                                          std::find(keys->keys.begin(), keys->keys.end(), signer) !=
                                              keys->keys.end();
                               });
        });
    return is_signed ? std::nullopt : std::optional(Fault::set_algorithm_unsigned);
}

std::optional<Fault> Rules::fault_of(const Slot& keys, const Slot* zone) const {
    if (zone == nullptr || zone->zone_signers.empty()) {
        return Fault::zone_unsigned;
    }
    const std::vector<KeyIndex>& signers = zone->zone_signers;
    const auto is_known = [&keys](KeyIndex key) {
        return contains(keys, key);
    };
    if (std::none_of(signers.begin(), signers.end(), is_known)) {
        return Fault::no_key_for_zone;
    }
    const bool is_signed =
        !plan_.strict || std::all_of(keys.keys.begin(), keys.keys.end(), [&](const KeyInSet& one) {
            return std::any_of(signers.begin(), signers.end(), [&](KeyIndex signer) {
                return algorithm_of(signer) == algorithm_of(one.key) && is_known(signer);
            });
        });
    return is_signed ? std::nullopt : std::optional(Fault::zone_algorithm_missing);
}

}  // namespace ceremony::proof
