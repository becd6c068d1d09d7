// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/announcements.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "dnssec/ds_digest.hpp"
#include "timeline/grid.hpp"

namespace ceremony::consumer {

namespace {

using signers::Anchor;
using signers::DsSet;
using timeline::Key;
using timeline::Life;
using timeline::ZonePlan;

dns::Dnskey dnskey_of(const Key& key) {
    return {dns::ksk_flags, key.algorithm, *key.data};
}

Result<DsSet> ds_set(const ZonePlan& plan,
                     const timeline::DsSet& records,
                     std::optional<UtcTime> earliest) {
    DsSet set;
    set.earliest = earliest;
    for (const timeline::DsAtParent& record : records) {
        const Key& key = plan.keys.at(record.key);
        if (!key.data) {
            return Error{Errc::semantics, plan.zone.text() + ": the public key of " +
                                              (key.label.empty() ? "a KSK" : key.label) +
                                              " is not known"};
        }
        set.records.push_back(TRY(dnssec::make_ds(plan.zone, dnskey_of(key), record.digest)));
    }
    return set;
}

std::vector<dns::Dnskey> signing_ksks(const keysets::Keyset& keyset) {
    std::vector<dns::Dnskey> ksks = keysets::signers_of(keyset);
    std::erase_if(
        ksks, [](const dns::Dnskey& key) { return !key.secure_entry_point() || key.revoked(); });
    return ksks;
}

// When it happened, or else when it is planned.
std::optional<UtcTime> time_of(const Key& key, std::optional<UtcTime> Life::*event) {
    return key.observed.*event ? key.observed.*event : key.planned.*event;
}

std::optional<UtcTime> first_time_of(const Key& key,
                                     std::initializer_list<std::optional<UtcTime> Life::*> events) {
    for (const auto event : events) {
        if (const auto time = time_of(key, event)) {
            return time;
        }
    }
    return std::nullopt;
}

// Once a key that has a record in `some` and none in `others`, however many digests it has.
std::vector<timeline::KeyIndex> keys_only_in(const timeline::DsSet& some,
                                             const timeline::DsSet& others) {
    std::vector<timeline::KeyIndex> keys;
    for (const timeline::DsAtParent& record : some) {
        if (!timeline::has_key(keys, record.key) && !timeline::has_key(others, record.key)) {
            keys.push_back(record.key);
        }
    }
    return keys;
}

}  // namespace

Result<std::vector<DsSet>> ds_sets_of(const ZonePlan& plan, const Course& course) {
    const std::vector<UtcTime> times = keysets::ds_times(plan, course);
    std::vector<DsSet> sets;
    sets.push_back(TRY(ds_set(plan, plan.ds_before, std::nullopt)));
    for (std::size_t number = 0; number < times.size(); ++number) {
        if (is_taken_back(plan, number)) {
            continue;  // nobody is to have it any more
        }
        sets.push_back(TRY(ds_set(plan, plan.ds_changes[number].after, times[number])));
    }
    return sets;
}

std::optional<UtcTime> next_ds_change(const ZonePlan& plan, const Course& course) {
    const std::vector<UtcTime> times = keysets::ds_times(plan, course);
    const auto next = std::find_if(times.begin(), times.end(),
                                   [&course](UtcTime time) { return time > course.now; });
    return next == times.end() ? std::nullopt : std::optional(*next);
}

Result<std::vector<DsSet>> ds_sets_of(const keysets::Keyset& keyset) {
    DsSet set;
    set.is_planned = false;
    for (const dns::Dnskey& key : signing_ksks(keyset)) {
        set.records.push_back(TRY(dnssec::make_ds(keyset.zone, key, dns::DigestType::sha256)));
    }
    return std::vector{set};
}

std::vector<DsMove> ds_moves_of(const ZonePlan& plan, const Course& course) {
    const std::vector<UtcTime> times = keysets::ds_times(plan, course);
    std::vector<DsMove> moves;
    const timeline::DsSet* before = &plan.ds_before;
    for (std::size_t number = 0; number < times.size(); ++number) {
        if (timeline::is_taken_back(plan, number)) {
            continue;
        }
        const timeline::DsSet& after = plan.ds_changes[number].after;
        for (const timeline::KeyIndex key : keys_only_in(after, *before)) {
            moves.push_back({timeline::DsSeen{key}, times[number]});
        }
        for (const timeline::KeyIndex key : keys_only_in(*before, after)) {
            moves.push_back({timeline::DsGone{key}, times[number]});
        }
        before = &after;
    }
    return moves;
}

std::vector<Anchor> anchors_of(const ZonePlan& plan, const keysets::Keyset& keyset) {
    std::vector<Anchor> anchors;
    for (const Key& key : plan.keys) {
        if (key.role == recipe::KeyRole::zsk || !key.data) {
            continue;
        }
        const auto from = first_time_of(key, {&Life::generate, &Life::publish, &Life::active});
        anchors.push_back({dnskey_of(key), from.value_or(keyset.inception),
                           first_time_of(key, {&Life::revoke, &Life::remove})});
    }
    return anchors;
}

std::vector<Anchor> anchors_of(const keysets::Keyset& keyset) {
    std::vector<Anchor> anchors;
    for (const dns::Dnskey& key : signing_ksks(keyset)) {
        anchors.push_back({key, keyset.inception, std::nullopt});
    }
    return anchors;
}

}  // namespace ceremony::consumer
