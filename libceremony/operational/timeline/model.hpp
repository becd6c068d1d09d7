// SPDX-License-Identifier: BSD-3-Clause
//
// model.hpp -- the plan of one zone as plain values: its keys with their lives, the key sets
// slot by slot, what is at the parent, and the numbers that all of it rests on.
//
// timeline/ makes it from a policy and a history, plan/ turns it into a recipe and back, proof/
// judges it. Nothing here looks at a clock. Lengths of time are in seconds; times are UTC.
// Keys are named by their index in ZonePlan::keys.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/duration.hpp"
#include "base/time.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::timeline {

using Seconds = std::int64_t;
using KeyIndex = std::size_t;

/// Who holds the private half.
enum class Custody : std::uint8_t {
    bunker,       ///< the token of the ceremony
    operational,  ///< the token beside the online signer
    external      ///< somebody else
};

/// "bunker", "operational" or "external"
[[nodiscard]] std::string_view to_string(Custody custody) noexcept;

/// When what happens to a key; the names are those of RFC 7583, section 3.
struct Life {
    std::optional<UtcTime> generate;
    std::optional<UtcTime> publish;  ///< enters the DNSKEY set
    std::optional<UtcTime> ready;    ///< every cache that has a set has one with it
    std::optional<UtcTime> active;   ///< begins to sign: a ZSK the zone, a KSK the DNSKEY set
    std::optional<UtcTime> retire;   ///< signs no more
    std::optional<UtcTime> remove;   ///< leaves the DNSKEY set
    std::optional<UtcTime> ds_submit;
    std::optional<UtcTime> ds_seen;      ///< the first time all parent servers served its DS
    std::optional<UtcTime> ds_gone;      ///< the last time any of them did
    std::optional<UtcTime> ds_withdraw;  ///< from here on people may have its DS removed
    std::optional<UtcTime> revoke;       ///< has the REVOKE bit from here on (RFC 5011)
    std::optional<UtcTime> destroy;      ///< the private half is no more in the bunker

    friend bool operator==(const Life&, const Life&) = default;
};

struct Key {
    std::vector<dns::Name> zones;  ///< several for a shared KSK
    recipe::KeyRole role{};        ///< zsk or ksk; a revoked key is a ksk with a `revoke`
    dns::Algorithm algorithm{};
    std::optional<std::uint16_t> size;  ///< bits, RSA only
    Custody custody{};
    std::string provider;     ///< for people; empty when not external
    std::string store;        ///< repository of a bunker key; empty: the default one
    Bytes id;                 ///< CKA_ID on a token; plan/ gives one to a key that is to be made
    std::string label;        ///< CKA_LABEL; plan/ gives one to a key that is to be made
    bool exportable = false;  ///< it is, or was, made so that a site can have the private half
    std::optional<std::uint16_t> tag;  ///< once it is known, without REVOKE
    std::optional<Bytes> data;         ///< the DNSKEY public key field, once it is known
    /// The latest expiration of the sets that list it and were made by ceremonies before.
    std::optional<UtcTime> listed_until;
    Life planned;
    Life observed;

    friend bool operator==(const Key&, const Key&) = default;
};

/// Does this ceremony make the key?
[[nodiscard]] constexpr bool is_made_here(const Key& key) noexcept {
    return key.custody == Custody::bunker && key.planned.generate && !key.observed.generate &&
           !key.planned.destroy;
}

/// Does this ceremony destroy it? One that nobody has seen made is the orphan of a lost attempt.
[[nodiscard]] constexpr bool is_destroyed_here(const Key& key) noexcept {
    return key.custody == Custody::bunker && key.planned.destroy && !key.observed.destroy;
}

/// A key in one set. A key that is being revoked is in it with the REVOKE bit.
struct KeyInSet {
    KeyIndex key = 0;
    bool revoked = false;

    friend bool operator==(const KeyInSet&, const KeyInSet&) = default;
};

/// Is the key among them?
[[nodiscard]] bool has_key(const std::vector<KeyInSet>& keys, KeyIndex key);
[[nodiscard]] bool has_key(const std::vector<KeyIndex>& keys, KeyIndex key);

/// The CDS and CDNSKEY sets beside a DNSKEY set (RFC 7344).
struct CdsSets {
    Seconds ttl = 0;
    std::vector<dns::DigestType> digest_types;  ///< ascending
    bool cdnskey = true;
    /// The keys that the parent shall have DS records for; none: it shall remove the DS set (RFC
    /// 8078, section 4), and digest types there are none.
    std::vector<KeyIndex> keys;

    friend bool operator==(const CdsSets&, const CdsSets&) = default;
};

/// A period in which one signed DNSKEY set is published.
struct Slot {
    UtcTime from;
    UtcTime until;
    UtcTime inception;
    UtcTime expiration;
    Seconds ttl = 0;
    std::vector<KeyInSet> keys;
    std::vector<KeyInSet> signers;       ///< of the DNSKEY set, among `keys`
    std::vector<KeyIndex> zone_signers;  ///< of the zone's data; may be outside of `keys`
    std::optional<CdsSets> cds;

    friend bool operator==(const Slot&, const Slot&) = default;
};

/// Are the same keys in both sets, which the same keys signed, and do the same ones sign the zone?
[[nodiscard]] bool has_same_keys(const Slot& a, const Slot& b);

/// What the proof takes as given. Each is the largest of those in force: of this plan and of
/// the one before.
struct Timing {
    Seconds ttl = 0;               ///< of the DNSKEY set
    Seconds max_ttl = 0;           ///< of any record of the zone
    Seconds zone_propagation = 0;  ///< until all authoritative servers serve a change
    Seconds resigning = 0;         ///< S: how long old signatures of the zone are still served
    Seconds lateness = 0;          ///< of the consumer
    Seconds clock_skew = 0;
    Seconds publish_safety = 0;
    Seconds retire_safety = 0;
    Seconds refresh = 0;
    Seconds validity = 0;
    Seconds inception_offset = 0;
    Seconds handover = 0;
    Seconds reserve = 0;
    bool has_parent = true;  ///< false for the root
    Seconds parent_propagation = 0;
    Seconds ds_ttl = 0;
    Seconds parent_registration = 0;

    /// D: until a change of the DNSKEY set or of the zone is served everywhere, at the latest.
    [[nodiscard]] constexpr Seconds child_delay() const noexcept {
        return zone_propagation + lateness + clock_skew;
    }

    friend bool operator==(const Timing&, const Timing&) = default;
};

/// One DS record at the parent: of which key, with which digest.
struct DsAtParent {
    KeyIndex key = 0;
    dns::DigestType digest{};

    friend bool operator==(const DsAtParent&, const DsAtParent&) = default;
};

using DsSet = std::vector<DsAtParent>;

/// Is a record of the key in it, of whichever digest type?
[[nodiscard]] bool has_key(const DsSet& set, KeyIndex key);

/// A change of the DS set at the parent. The set before it is that of the change before; the
/// set before all changes is ZonePlan::ds_before.
struct DsChange {
    DsSet after;       ///< empty: the zone is insecure
    UtcTime earliest;  ///< no parent server serves it before
    /// From here on all parent servers serve it; nothing when nobody has observed that yet: it
    /// may happen at any time from `earliest` on, or never.
    std::optional<UtcTime> complete;
    /// The plan goes on as if `complete` were known although nobody has observed it (`ds-gate:
    /// assume`).
    bool assumed = false;
    /// It rests on sets that are published when the result of the ceremony is taken over: it may
    /// be asked for when so much has passed since, however late that is, and at `earliest` at the
    /// earliest. Nothing: it does not, or they are known to be published.
    std::optional<Seconds> after_import = std::nullopt;

    friend bool operator==(const DsChange&, const DsChange&) = default;
};

/// What a plan waits for.
struct DsSeen {
    KeyIndex key = 0;

    friend bool operator==(const DsSeen&, const DsSeen&) = default;
};
struct DsGone {
    KeyIndex key = 0;

    friend bool operator==(const DsGone&, const DsGone&) = default;
};
struct BackupDone {
    KeyIndex key = 0;

    friend bool operator==(const BackupDone&, const BackupDone&) = default;
};

/// The result of this ceremony was taken over.
struct Imported {
    friend bool operator==(const Imported&, const Imported&) = default;
};

/// A step that waits for somebody: it is not planned, or for `Imported` not to be taken, before
/// this has been observed and `wait` has passed since.
struct Gate {
    std::uint16_t stage = 0;
    std::variant<DsSeen, DsGone, BackupDone, Imported> opens;
    Seconds wait = 0;

    friend bool operator==(const Gate&, const Gate&) = default;
};

/// Where slots begin when they have a fixed length: `step` any number of times after `origin`.
struct Grid {
    UtcTime origin;
    Duration step;

    friend bool operator==(const Grid&, const Grid&) = default;
};

/// The plan of one zone.
struct ZonePlan {
    dns::Name zone;
    Timing timing;
    Timing own_timing;         ///< what the policy of this plan alone says, for the plan after it
    std::optional<Grid> grid;  ///< nothing: slots begin where a key or the refresh demands it
    UtcTime until;             ///< the end that was asked for; slots run past it by the reserve
    bool strict = true;        ///< the proof also demands what strict validators demand
    std::vector<Key> keys;     ///< every key that any slot, DS or gate names, and those still known
    /// Slots of the ceremony before that may still be published or cached, by time; empty for a
    /// new zone.
    std::vector<Slot> slots_before;
    std::uint32_t last_ceremony = 0;  ///< the number of that ceremony in its chain; 0: none
    std::vector<Slot> slots;          ///< of this ceremony, by time, without gap or overlap
    /// The result of this ceremony takes over at any instant in [slots.front().from,
    /// handover_until]; equal to the first for a new zone.
    UtcTime handover_until;
    /// The DS set at the parent before all changes. Of a zone without a parent: the trust anchors
    /// that validators have.
    DsSet ds_before;
    std::vector<DsChange> ds_changes;  ///< by time
    std::vector<Gate> gates;
    std::vector<std::string> notes;  ///< for people: what was postponed or exceeded, and why

    friend bool operator==(const ZonePlan&, const ZonePlan&) = default;
};

/// The DS set before that change of the plan. REQUIRES: there is a change with this number.
[[nodiscard]] const DsSet& ds_set_before(const ZonePlan& plan, std::size_t change);

/// Does nobody want that change of the DS set any more? Nobody has said that it happened, and the
/// one behind it leads back: to the set before, or from a withdrawal to what of that set still is
/// to be there. It may happen all the same. REQUIRES as ds_set_before().
[[nodiscard]] bool is_taken_back(const ZonePlan& plan, std::size_t change);

}  // namespace ceremony::timeline
