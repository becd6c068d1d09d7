// SPDX-License-Identifier: BSD-3-Clause

#include "unit/proof/plans.hpp"

#include "support/printing.hpp"

namespace ceremony::test {

namespace {

using timeline::KeyIndex;
using timeline::Seconds;
using timeline::Slot;
using timeline::ZonePlan;

constexpr auto sha256_digest = dns::DigestType::sha256;
constexpr std::int64_t new_year = 1'798'761'600;  // date -u -d 2027-01-01 +%s

Slot weekly(std::int64_t number) {
    Slot slot;
    slot.from = in_week(number);
    slot.until = in_week(number + 1);
    slot.inception = time_at(slot.from.seconds() - hour);
    slot.expiration = in_week(number + 2);
    slot.ttl = hour;
    return slot;
}

timeline::Timing default_timing() {
    timeline::Timing timing;
    timing.ttl = hour;
    timing.max_ttl = day;
    timing.zone_propagation = 12 * hour;
    timing.resigning = 11 * day + 14 * hour;
    timing.lateness = 3 * day;
    timing.clock_skew = 300;
    timing.publish_safety = hour;
    timing.retire_safety = hour;
    timing.parent_propagation = 12 * hour;
    timing.ds_ttl = day;
    return timing;
}

class Chance {
public:
    explicit Chance(std::mt19937& random) : random_(random) {}

    // From low to high; without std distributions, which differ between libraries.
    std::int64_t operator()(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool one_in(std::int64_t count) { return (*this)(1, count) == 1; }

private:
    std::mt19937& random_;
};

// When keys enter and leave, in slots: KSKs 0 and 1, ZSKs 2 and 3.
struct Rolls {
    std::int64_t ksk_in = 0;
    std::int64_t ksk_out = 0;
    std::int64_t zsk_in = 0;
    std::int64_t zsk_switch = 0;
    std::int64_t zsk_out = 0;
};

Slot random_slot(Chance& chance, const Rolls& rolls, std::int64_t number) {
    Slot slot;
    if (number < rolls.ksk_out) {
        slot.keys.push_back({0});
        slot.signers.push_back({0});
    }
    if (number >= rolls.ksk_in) {
        slot.keys.push_back({1});
        slot.signers.push_back({1});
    }
    if (number < rolls.zsk_out) {
        slot.keys.push_back({2});
    }
    if (number >= rolls.zsk_in) {
        slot.keys.push_back({3});
    }
    slot.zone_signers = {number < rolls.zsk_switch ? KeyIndex{2} : KeyIndex{3}};
    if (chance.one_in(30)) {
        slot.keys.front().revoked = true;
    }
    if (slot.signers.empty() || chance.one_in(40)) {
        slot.signers = {slot.keys.front()};
    }
    return slot;
}

std::vector<timeline::DsAtParent> random_ds(Chance& chance) {
    switch (chance(0, 5)) {
        case 0:
            return {};
        case 1:
            return {{0, sha256_digest}, {1, sha256_digest}};
        case 2:
            return {{0, dns::DigestType::sha384}, {1, sha256_digest}};
        case 3:
            return {{1, sha256_digest}};
        default:
            return {{0, sha256_digest}};
    }
}

}  // namespace

UtcTime time_at(std::int64_t seconds) {
    return must(UtcTime::from_seconds(seconds));
}

UtcTime in_week(std::int64_t weeks, std::int64_t days) {
    return time_at(new_year + weeks * week + days * day);
}

timeline::Key key_of(recipe::KeyRole role, dns::Algorithm algorithm) {
    timeline::Key key;
    key.zones = {must(dns::Name::from_text("nl."))};
    key.role = role;
    key.algorithm = algorithm;
    return key;
}

ZonePlan quarter() {
    ZonePlan plan = first_quarter();
    plan.keys.push_back(key_of(recipe::KeyRole::zsk));
    for (std::int64_t number = -5; number < 5; ++number) {
        Slot slot = weekly(number);
        slot.keys = {{0}, {1}};
        slot.signers = {{0}};
        slot.zone_signers = {1};
        plan.slots_before.push_back(slot);
    }
    for (std::size_t number = 5; number < plan.slots.size(); ++number) {
        Slot& slot = plan.slots[number];
        slot.keys = number < 9 ? std::vector<timeline::KeyInSet>{{0}, {1}, {2}}
                               : std::vector<timeline::KeyInSet>{{0}, {2}};
        slot.zone_signers = {number < 6 ? KeyIndex{1} : KeyIndex{2}};
    }
    plan.handover_until = in_week(2);
    plan.ds_before = {{0, sha256_digest}};
    return plan;
}

ZonePlan first_quarter() {
    ZonePlan plan;
    plan.zone = must(dns::Name::from_text("nl."));
    plan.timing = default_timing();
    plan.own_timing = plan.timing;
    plan.keys = {key_of(recipe::KeyRole::ksk), key_of(recipe::KeyRole::zsk)};
    for (std::int64_t number = 0; number < 12; ++number) {
        Slot slot = weekly(number);
        slot.keys = {{0}, {1}};
        slot.signers = {{0}};
        slot.zone_signers = {1};
        plan.slots.push_back(slot);
    }
    plan.handover_until = plan.slots.front().from;
    return plan;
}

ZonePlan random_plan(std::mt19937& random) {
    Chance chance(random);
    ZonePlan plan;
    plan.zone = must(dns::Name::from_text("nl."));
    plan.strict = chance.one_in(2);
    plan.timing.ttl = chance(1, 4);
    plan.timing.max_ttl = chance(1, 4);
    plan.timing.zone_propagation = chance(0, 2);
    plan.timing.resigning = chance(0, 4);
    plan.timing.lateness = chance(0, 3);
    plan.timing.clock_skew = chance(0, 1);
    plan.timing.parent_propagation = chance(0, 2);
    plan.timing.ds_ttl = chance(1, 4);
    const auto other = chance.one_in(8) ? dns::Algorithm::ed25519 : dns::Algorithm::ecdsap256sha256;
    plan.keys = {key_of(recipe::KeyRole::ksk), key_of(recipe::KeyRole::ksk, other),
                 key_of(recipe::KeyRole::zsk), key_of(recipe::KeyRole::zsk, other)};

    const std::int64_t slots = chance(1, 8);
    const std::int64_t never = 100;
    Rolls rolls{never, never, never, never, never};
    if (chance.one_in(2)) {
        rolls.zsk_in = chance(0, slots);
        rolls.zsk_switch = rolls.zsk_in + chance(0, 3);
        rolls.zsk_out = rolls.zsk_switch + chance(0, 4);
    }
    if (chance.one_in(2)) {
        rolls.ksk_in = chance(0, slots);
        rolls.ksk_out = rolls.ksk_in + chance(0, 4);
    }
    const std::int64_t length = chance(2, 9);
    const std::int64_t margin = plan.timing.lateness + plan.timing.zone_propagation + 6;
    const std::int64_t first = chance.one_in(2) ? 0 : chance(1, 5);
    std::int64_t from = 100;
    std::vector<Slot> all;
    for (std::int64_t number = 0; number < slots + first; ++number) {
        Slot slot = random_slot(chance, rolls, number);
        slot.from = time_at(from);
        from += chance.one_in(6) ? chance(1, 9) : length;
        slot.until = time_at(from);
        slot.inception = time_at(slot.from.seconds() - 1 + (chance.one_in(40) ? 2 : 0));
        slot.expiration = time_at(from + (chance.one_in(20) ? chance(0, margin) : margin));
        slot.ttl = plan.timing.ttl - (chance.one_in(6) ? 1 : 0);
        slot.ttl = std::max<Seconds>(slot.ttl, 1);
        all.push_back(slot);
    }
    const auto middle = all.begin() + first;
    plan.slots_before.assign(all.begin(), middle);
    plan.slots.assign(middle, all.end());
    plan.handover_until = plan.slots.front().from;
    if (first > 0) {
        plan.handover_until = time_at(plan.slots.front().from.seconds() + chance(0, 12));
        // The old result goes on for a while, with keys of its own choice.
        for (std::int64_t number = 0; number < 2 && number < slots; ++number) {
            Slot slot = plan.slots[static_cast<std::size_t>(number)];
            if (chance.one_in(8)) {
                slot.keys = plan.slots_before.back().keys;
                slot.signers = plan.slots_before.back().signers;
                slot.zone_signers = plan.slots_before.back().zone_signers;
            }
            plan.slots_before.push_back(slot);
        }
        // What could be seen before the first of them, had it begun later.
        plan.slots_before.front().from = UtcTime();
        plan.slots_before.front().inception = UtcTime();
        plan.ds_before = {{0, sha256_digest}};
    }
    if (chance.one_in(8)) {
        plan.ds_before = random_ds(chance);
    }
    std::int64_t change_at = 100;
    for (std::int64_t changes = chance(0, 2); changes > 0; --changes) {
        change_at += chance(0, 40);
        timeline::DsChange change{random_ds(chance), time_at(change_at), {}, false};
        if (!chance.one_in(3)) {
            change.complete = time_at(change_at + chance(0, 5));
        }
        plan.ds_changes.push_back(change);
    }
    return plan;
}

}  // namespace ceremony::test
