// SPDX-License-Identifier: BSD-3-Clause
//
// draft.hpp -- a plan while it is being made: what all rollovers need of it. For timeline/ only.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "policy/policy.hpp"
#include "timeline/history.hpp"
#include "timeline/model.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::timeline {

/// A time in which a KSK is being exchanged in the DNSKEY set; without an end within the plan
/// when that waits for something.
struct KskRollover {
    UtcTime from;
    std::optional<UtcTime> until;
};

/// May a key be used before it was backed up?
enum class Use : std::uint8_t {
    first,     ///< yes: nothing depends on the zone yet
    successor  ///< not if the policy says so
};

class Draft {
public:
    /// With the numbers in force, and nothing else of the history.
    Draft(const policy::Policy& policy, const Request& request, const History& history);

    /// Takes over the keys, slots and DS sets of the history.
    void take(History history);

    const policy::Policy& policy;
    const Request& request;
    ZonePlan plan;
    std::vector<Import> imports;
    std::vector<dns::Name> ksk_zones;        ///< of a new KSK
    bool follows = false;                    ///< its KSKs are those of a plan that is made already
    UtcTime from;                            ///< of the first slot
    UtcTime first;                           ///< the first instant at which keys may change
    UtcTime end;                             ///< of the last slot
    std::vector<KskRollover> ksk_rollovers;  ///< by time

    [[nodiscard]] Key& key(KeyIndex index) { return plan.keys[index]; }
    [[nodiscard]] Life& life(KeyIndex index) { return plan.keys[index].planned; }
    [[nodiscard]] const Life& life(KeyIndex index) const { return plan.keys[index].planned; }

    /// The first time not before `time` at which keys may change.
    [[nodiscard]] UtcTime at_or_after(UtcTime time) const;
    /// The last one not after it; when there is none, the first of all.
    [[nodiscard]] UtcTime at_or_before(UtcTime time) const;
    /// Does an event at `time` belong into this plan? From the end that was asked for on, the
    /// next ceremony does it.
    [[nodiscard]] bool is_open(UtcTime time) const { return time < plan.until; }

    /// When the lifetime that the policy gives the key ends. REQUIRES: it is active.
    [[nodiscard]] UtcTime end_of_life(KeyIndex index) const;

    /// A key to use: the first one in the history that never was, or a new one. Nothing when it
    /// has to be backed up first, or when somebody else makes these keys and has made no more;
    /// then the plan says so.
    [[nodiscard]] std::optional<KeyIndex> take_key(recipe::KeyRole role, Use use);
    /// A new key, to be made in this ceremony.
    KeyIndex make_key(recipe::KeyRole role);
    /// Do keys of this role wait for a backup?
    [[nodiscard]] bool waits_for_backup(recipe::KeyRole role) const;
    [[nodiscard]] bool is_backed_up(KeyIndex index) const { return backed_up_[index]; }
    /// Keys that are made and were never used.
    [[nodiscard]] std::vector<KeyIndex> unused_keys(recipe::KeyRole role) const;

    void add_gate(decltype(Gate::opens) opens, Seconds wait);
    /// "nl.: " and what is to be said.
    void note(std::string text);
    /// "K1 (tag 12345)", "Z2": key_names()
    [[nodiscard]] std::string name_of(KeyIndex index) const;
    /// Notes that a key stays in use until `at_least`, when its lifetime ends before that.
    void note_overrun(KeyIndex index, UtcTime at_least, const std::string& why);
    /// The first instant at which the next ceremony can change keys, when it begins at the end of
    /// this one.
    [[nodiscard]] UtcTime next_first() const;

private:
    std::vector<bool> backed_up_;  ///< by key
    /// The keys before this one, by role, are in use or were.
    KeyIndex next_unused_ksk_ = 0;
    KeyIndex next_unused_zsk_ = 0;
};

/// Is it a key of this role that can still be used?
[[nodiscard]] bool is_alive(const Key& key, recipe::KeyRole role) noexcept;
/// Was nothing ever planned for it but that it is made?
[[nodiscard]] bool is_unused(const Key& key) noexcept;

}  // namespace ceremony::timeline
