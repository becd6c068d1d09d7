// SPDX-License-Identifier: BSD-3-Clause
//
// policy.hpp -- what ceremony.yaml says, as types: policies, zones, transport keys, events,
// and what the consumer does with results.
//
// A Policy is complete: what the file leaves out has the value written here, or that of the
// policy `kasp`, from which all others start. Lengths of time are in seconds, except where
// calendar months and years make sense. Values by themselves are sound (a TTL fits its 31
// bits, a key size its algorithm); whether they are safe together, check_policy() says.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/duration.hpp"
#include "base/time.hpp"
#include "config/repositories.hpp"
#include "crypto/digest.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::policy {

using Seconds = std::int64_t;

inline constexpr Seconds minute = 60;
inline constexpr Seconds hour = 60 * minute;
inline constexpr Seconds day = 24 * hour;

// --- a policy

enum class KskRoll : std::uint8_t {
    double_ds,
    double_signature,
    double_rrset
};

enum class ZskRoll : std::uint8_t {
    pre_publish,
    double_signature
};

/// Who makes the ZSKs.
enum class ZskSource : std::uint8_t {
    bunker,
    external
};

/// What becomes of a ZSK that the bunker made.
enum class ZskExport : std::uint8_t {
    transport,  ///< it is wrapped with every transport key
    none
};

/// The length of an RSA key when the configuration does not say; other keys have none.
inline constexpr std::uint16_t default_rsa_bits = 2048;

struct KskPolicy {
    dns::Algorithm algorithm = dns::Algorithm::ecdsap256sha256;
    std::optional<std::uint16_t> size;                ///< bits; set if and only if RSA
    Duration lifetime = Duration::of(24, 0).value();  ///< more than none
    KskRoll roll = KskRoll::double_ds;
    std::uint16_t standby = 0;  ///< how many keys

    friend bool operator==(const KskPolicy&, const KskPolicy&) = default;
};

struct ZskPolicy {
    dns::Algorithm algorithm = dns::Algorithm::ecdsap256sha256;
    std::optional<std::uint16_t> size;                      ///< bits; set if and only if RSA
    Duration lifetime = Duration::of(0, 90 * day).value();  ///< more than none
    ZskRoll roll = ZskRoll::pre_publish;
    ZskSource source = ZskSource::bunker;
    std::uint16_t standby = 0;  ///< how many keys
    ZskExport exported = ZskExport::transport;

    friend bool operator==(const ZskPolicy&, const ZskPolicy&) = default;
};

/// How the online signer signs the zone.
struct ZoneSignatures {
    Seconds validity = 14 * day;
    Seconds refresh = 3 * day;
    Seconds jitter = 12 * hour;
    Seconds resign = 2 * hour;  ///< how often it looks
    bool resign_all = false;    ///< when its key changes, everything is signed anew at once

    friend bool operator==(const ZoneSignatures&, const ZoneSignatures&) = default;
};

struct ZonePolicy {
    Seconds propagation = 12 * hour;  ///< until all authoritative servers serve a change
    Seconds max_ttl = day;            ///< of any record, negative answers included
    Seconds soa_expire = 5 * day;
    ZoneSignatures signature;

    friend bool operator==(const ZonePolicy&, const ZonePolicy&) = default;
};

struct ParentPolicy {
    Seconds propagation = 12 * hour;
    Seconds ds_ttl = day;
    Seconds registration = 2 * day;  ///< from the submission of a DS to its publication

    friend bool operator==(const ParentPolicy&, const ParentPolicy&) = default;
};

enum class CdsPublish : std::uint8_t {
    never,
    rollover,  ///< as long as the parent does not have the DS set that is wanted
    always
};

/// CDS and CDNSKEY sets.
struct CdsPolicy {
    CdsPublish publish = CdsPublish::never;
    Seconds ttl = hour;
    /// Of every DS of the zone, whether CDS sets are published or not. Ascending, without
    /// doubles, at least one.
    std::vector<dns::DigestType> digests = {dns::DigestType::sha256};
    bool cdnskey = true;  ///< CDNSKEY sets, too

    friend bool operator==(const CdsPolicy&, const CdsPolicy&) = default;
};

/// What opens the gate in front of a step that needs a change at the parent.
enum class DsGate : std::uint8_t {
    confirm,  ///< an event says that it was seen
    assume    ///< ParentPolicy::registration has passed
};

/// May a KSK and a ZSK rollover happen at the same time?
enum class Overlap : std::uint8_t {
    allow,
    avoid
};

/// Which generated keys wait for a backup before they are used.
enum class Backup : std::uint8_t {
    none,
    ksk,
    all
};

/// The resolved policy of a zone.
struct Policy {
    std::string name = "kasp";  ///< "kasp" is the default one

    // The DNSKEY sets.
    Seconds refresh = 5 * day;        ///< they are signed anew this long before they expire
    Seconds validity = 14 * day;      ///< expiration after the beginning of the slot
    Seconds inception_offset = hour;  ///< inception before it
    Seconds ttl = hour;
    std::optional<Duration> slot;   ///< the fixed grid; more than none
    Seconds publish_safety = hour;  ///< added where a key is introduced
    Seconds retire_safety = hour;   ///< added where a key is removed

    ZonePolicy zone;
    std::optional<ParentPolicy> parent = ParentPolicy{};  ///< nothing for the root
    Seconds lateness = 3 * day;  ///< how late the consumer may be without harm
    Seconds clock_skew = 5 * minute;
    Seconds reserve = 30 * day;   ///< signatures beyond the end that was asked for
    Seconds handover = 14 * day;  ///< in which the next ceremony's result is imported
    KskPolicy ksk;
    ZskPolicy zsk;
    bool strict = true;  ///< the proof also demands what strict validators demand
    CdsPolicy cds;
    bool rfc5011 = false;  ///< hold-down before use, revocation after
    DsGate ds_gate = DsGate::confirm;
    Overlap overlap = Overlap::allow;
    Backup require_backup = Backup::none;

    friend bool operator==(const Policy&, const Policy&) = default;
};

// --- the rest of the file

/// What a zone is to become.
enum class Goal : std::uint8_t {
    secure,   ///< signed, with a DS at its parent
    insecure  ///< signed until the end, and without a DS by then
};

struct Zone {
    dns::Name name;
    std::size_t policy = 0;                    ///< index in Configuration::policies
    std::optional<dns::Name> ksk_shared_with;  ///< a zone of the same configuration
    Goal goal = Goal::secure;

    friend bool operator==(const Zone&, const Zone&) = default;
};

/// The RSA key of one signer site that ZSKs are wrapped with.
struct TransportKey {
    std::string label;
    std::optional<Bytes> id;    ///< CKA_ID
    std::uint16_t size = 3072;  ///< bits
    /// A file, PEM SubjectPublicKeyInfo.
    std::string public_key;

    friend bool operator==(const TransportKey&, const TransportKey&) = default;
};

/// The first time all parent servers served this DS.
struct DsSeen {
    dns::Name zone;
    dns::Ds ds;
    UtcTime at;

    friend bool operator==(const DsSeen&, const DsSeen&) = default;
};

/// The last time any parent server served this DS.
struct DsGone {
    dns::Name zone;
    dns::Ds ds;
    UtcTime at;

    friend bool operator==(const DsGone&, const DsGone&) = default;
};

/// The consumer took over the result of a ceremony of this chain.
struct Imported {
    std::uint32_t sequence = 0;
    UtcTime at;

    friend bool operator==(const Imported&, const Imported&) = default;
};

/// A key generated in the bunker was backed up.
struct BackupDone {
    Bytes key;  ///< CKA_ID
    UtcTime at;

    friend bool operator==(const BackupDone&, const BackupDone&) = default;
};

/// What a person observed.
using Event = std::variant<DsSeen, DsGone, Imported, BackupDone>;

/// What the consumer does when the system clock does not say that it is synchronised.
enum class ClockRule : std::uint8_t {
    required,
    warn
};

/// The form in which a result is written for a signer or a person.
enum class Format : std::uint8_t {
    signconf,
    zone,
    ds,
    trust_anchor,
    json
};

enum class SymbolicLink : std::uint8_t {
    refuse,
    follow
};

/// Where the consumer writes the result of a zone.
struct Target {
    dns::Name zone;
    Format format{};
    std::string file;                          ///< absolute
    std::optional<std::string> from_template;  ///< what is kept of the file when it is not there
    SymbolicLink link = SymbolicLink::refuse;
    std::vector<std::string> after;  ///< program and arguments to run then; may be empty

    friend bool operator==(const Target&, const Target&) = default;
};

/// ceremony.yaml. Files that it names without a folder are beside it.
struct Configuration {
    std::string path;  ///< what messages call it
    crypto::Sha256 sha256{};
    /// The name of this line of ceremonies; after the first zone when the file does not say.
    std::optional<recipe::Word> chain;
    config::Repositories repositories;
    std::vector<Policy> policies;  ///< the first is the default one; names differ
    std::vector<Zone> zones;       ///< names differ
    std::vector<TransportKey> transport;
    std::vector<Event> events;  ///< in the order of the file
    std::string store = "/var/lib/ceremony";
    std::map<dns::Name, std::vector<dns::Ds>> trust;
    std::vector<std::string> attest;  ///< files, PEM SubjectPublicKeyInfo
    ClockRule clock = ClockRule::warn;
    std::vector<Target> publish;
    std::vector<std::string> warnings;  ///< for a person, one line each, with the place

    /// REQUIRES: `zone` is from this configuration.
    [[nodiscard]] const Policy& policy_of(const Zone& zone) const { return policies[zone.policy]; }
};

}  // namespace ceremony::policy
