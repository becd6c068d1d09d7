// SPDX-License-Identifier: BSD-3-Clause

#include "unit/keysets/samples.hpp"

#include <algorithm>
#include <utility>

#include "support/printing.hpp"
#include "timeline/grid.hpp"

namespace ceremony::test {

namespace {

const recipe::Word main_track = must(recipe::Word::from_text("main"));

dns::Dnskey key(recipe::KeyRole role, Byte value) {
    return recipe::to_dnskey({dns::Algorithm::ecdsap256sha256, role}, Bytes(64, value));
}

dns::Rrsig signature_by(const dns::Dnskey& signer, const keysets::Keyset& set) {
    dns::Rrsig rrsig;
    rrsig.type_covered = dns::RrType::dnskey;
    rrsig.algorithm = signer.algorithm;
    rrsig.labels = set.zone.rrsig_labels();
    rrsig.original_ttl = set.ttl;
    rrsig.inception = must(to_rrsig_time(set.inception));
    rrsig.expiration = must(to_rrsig_time(set.expiration));
    rrsig.key_tag = dns::key_tag(signer);
    rrsig.signer = set.zone;
    rrsig.signature = Bytes(64, 1);
    return rrsig;
}

}  // namespace

UtcTime instant(std::string_view text) {
    return must(UtcTime::from_text(text));
}

dns::Dnskey ksk(Byte value) {
    return key(recipe::KeyRole::ksk, value);
}

dns::Dnskey zsk(Byte value) {
    return key(recipe::KeyRole::zsk, value);
}

keysets::Keyset keyset(std::string_view from,
                       std::string_view until,
                       std::vector<dns::Dnskey> keys,
                       const std::vector<dns::Dnskey>& signers) {
    keysets::Keyset set{must(dns::Name::from_text("example.")),
                        main_track,
                        0,
                        1,
                        crypto::Sha256{1},
                        timeline::later(instant(from), -3600),
                        timeline::later(instant(until), timeline::Seconds{7 * 86400}),
                        3600,
                        instant(from),
                        instant(until),
                        true,
                        std::move(keys),
                        {},
                        {},
                        {},
                        1};
    for (const dns::Dnskey& signer : signers) {
        set.signatures.push_back(signature_by(signer, set));
    }
    return set;
}

keysets::Keyset with_zone_signers(keysets::Keyset set, const std::vector<dns::Dnskey>& signers) {
    for (const dns::Dnskey& signer : signers) {
        set.zone_signers.push_back({signer, Bytes{1}, false});
    }
    return set;
}

keysets::Keyset of_ceremony(keysets::Keyset set, std::uint32_t sequence) {
    set.sequence = sequence;
    set.turn = sequence;
    set.file = crypto::Sha256{static_cast<Byte>(sequence)};
    return set;
}

timeline::ZonePlan plan_with_numbers() {
    constexpr timeline::Seconds one_day = 86400;
    constexpr timeline::Seconds one_hour = 3600;
    timeline::ZonePlan plan;
    plan.zone = must(dns::Name::from_text("example."));
    plan.timing.ttl = one_hour;
    plan.timing.max_ttl = one_day;
    plan.timing.zone_propagation = 12 * one_hour;
    plan.timing.resigning = 2 * one_day;
    plan.timing.lateness = 3 * one_day;
    plan.timing.clock_skew = 300;
    plan.timing.publish_safety = one_hour;
    plan.timing.retire_safety = one_hour;
    plan.timing.refresh = 5 * one_day;
    return plan;
}
keysets::ZoneSets rollover() {
    const auto old_key = zsk(1);
    const auto new_key = zsk(2);
    const auto slot = [](std::string_view from, std::string_view until,
                         const std::vector<dns::Dnskey>& zsks, const dns::Dnskey& signer) {
        std::vector<dns::Dnskey> keys = {ksk(9)};
        keys.insert(keys.end(), zsks.begin(), zsks.end());
        return with_zone_signers(keyset(from, until, keys, {ksk(9)}), {signer});
    };
    keysets::ZoneSets zone;
    zone.sets = {slot("2027-01-01", "2027-01-08", {old_key}, old_key),
                 slot("2027-01-08", "2027-01-15", {old_key, new_key}, old_key),
                 slot("2027-01-15", "2027-01-22", {old_key, new_key}, new_key),
                 slot("2027-01-22", "2027-01-29", {old_key, new_key}, new_key),
                 slot("2027-01-29", "2027-02-05", {new_key}, new_key),
                 slot("2027-02-05", "2027-02-12", {new_key}, new_key)};
    zone.plans.emplace(crypto::Sha256{1}, plan_with_numbers());
    return zone;
}

std::vector<keysets::Keyset> sets_of_plan(const timeline::ZonePlan& plan, std::uint32_t sequence) {
    const auto dnskey_of = [&plan](timeline::KeyIndex index) {
        const timeline::Key& key = plan.keys.at(index);
        return recipe::to_dnskey({key.algorithm, key.role},
                                 key.data.value_or(Bytes(64, static_cast<Byte>(index + 1))));
    };
    const auto in_set = [&dnskey_of](const timeline::KeyInSet& key) {
        return key.revoked ? dns::revoked_form(dnskey_of(key.key)) : dnskey_of(key.key);
    };
    std::vector<keysets::Keyset> sets;
    for (const timeline::Slot& slot : plan.slots) {
        keysets::Keyset set = keyset("2027-01-01", "2027-01-02", {}, {});
        set.zone = plan.zone;
        set.sequence = sequence;
        set.file = crypto::Sha256{static_cast<Byte>(sequence)};
        set.inception = slot.inception;
        set.expiration = slot.expiration;
        set.from = slot.from;
        set.until = slot.until;
        set.ttl = static_cast<std::uint32_t>(slot.ttl);
        for (const timeline::KeyInSet& key : slot.keys) {
            set.keys.push_back(in_set(key));
        }
        for (const timeline::KeyInSet& key : slot.signers) {
            set.signatures.push_back(signature_by(in_set(key), set));
        }
        for (const timeline::KeyIndex index : slot.zone_signers) {
            set.zone_signers.push_back({dnskey_of(index), Bytes{1}, false});
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

}  // namespace ceremony::test
