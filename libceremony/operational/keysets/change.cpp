// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/change.hpp"

#include <algorithm>

#include "timeline/timing.hpp"

namespace ceremony::keysets {

namespace {

using Keys = std::vector<dns::Dnskey>;
using timeline::Seconds;

// The same key pair, revoked or not?
bool is_same(const dns::Dnskey& a, const dns::Dnskey& b) {
    return dns::revoked_form(a) == dns::revoked_form(b);
}

bool has(const Keys& keys, const dns::Dnskey& key) {
    return std::any_of(keys.begin(), keys.end(),
                       [&key](const dns::Dnskey& one) { return is_same(one, key); });
}

// Those of `keys` that are not among `others`.
Keys without(const Keys& keys, const Keys& others) {
    Keys rest;
    for (const dns::Dnskey& key : keys) {
        if (!has(others, key)) {
            rest.push_back(key);
        }
    }
    return rest;
}

Keys revoked_among(const Keys& keys) {
    Keys revoked;
    for (const dns::Dnskey& key : keys) {
        if (key.revoked()) {
            revoked.push_back(key);
        }
    }
    return revoked;
}

Keys zone_signers_of(const Keyset& set) {
    Keys keys;
    for (const ZoneSigner& signer : set.zone_signers) {
        keys.push_back(signer.dnskey);
    }
    return keys;
}

bool share_one(const Keys& a, const Keys& b) {
    return std::any_of(a.begin(), a.end(), [&b](const dns::Dnskey& key) { return has(b, key); });
}

bool any_ksk(const Keys& keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [](const dns::Dnskey& key) { return key.secure_entry_point(); });
}

bool any_zsk(const Keys& keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [](const dns::Dnskey& key) { return !key.secure_entry_point(); });
}

}  // namespace

Change change_between(const Keyset* before, const Keyset& after) {
    const Keys keys_before = before == nullptr ? Keys() : before->keys;
    const Keys signers_before = before == nullptr ? Keys() : signers_of(*before);
    const Keys zone_before = before == nullptr ? Keys() : zone_signers_of(*before);
    const Keys signers = signers_of(after);
    const Keys zone = zone_signers_of(after);
    Change change;
    change.published = without(after.keys, keys_before);
    change.removed = without(keys_before, after.keys);
    change.revoked = without(revoked_among(after.keys), revoked_among(keys_before));
    change.signs_set = without(signers, signers_before);
    change.no_signs_set = without(signers_before, signers);
    change.signs_zone = without(zone, zone_before);
    change.no_signs_zone = without(zone_before, zone);
    return change;
}

bool is_change(const Keyset& before, const Keyset& after) {
    return change_between(&before, after) != Change();
}

Seconds wait_between(const Change& earlier, const Change& later, const timeline::Timing& timing) {
    Seconds wait = 0;
    const auto keep = [&wait](bool applies, Seconds seconds) {
        wait = applies ? std::max(wait, seconds) : wait;
    };
    const bool zone_changed = !earlier.signs_zone.empty() || !earlier.no_signs_zone.empty();
    keep(share_one(earlier.published, later.signs_zone), timeline::ipub_zsk(timing));
    keep(zone_changed && any_zsk(later.removed),
         timeline::iret_zsk(timing, policy::ZskRoll::double_signature));
    keep(share_one(earlier.signs_zone, later.published), timeline::ipub_algorithm(timing));
    keep(share_one(earlier.removed, later.no_signs_zone), timeline::iret_c(timing));
    keep(any_ksk(earlier.published) && any_ksk(later.removed), timeline::ipub_c(timing));
    keep(share_one(earlier.published, later.signs_set), timeline::hold_down(timing));
    keep(share_one(earlier.revoked, later.removed), timeline::irev(timing));
    return wait;
}

}  // namespace ceremony::keysets
