// SPDX-License-Identifier: BSD-3-Clause
//
// guard.hpp -- the local allow-list: what no recipe gets done in this bunker.
//
// The guard stands in the bunker's configuration, where whoever writes recipes cannot
// change it. It only ever refuses, or asks a person. A line that is left out means the
// strictest thing that it could say. Without a guard at all, a person at the terminal
// takes its place for what cannot be taken back.
//
// Here is what it says; guard_review.hpp holds a recipe against it, and what only the
// token tells is asked of it later.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "base/bytes.hpp"
#include "base/duration.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"
#include "json/document.hpp"

namespace ceremony::cooker {

using crypto::Sha256;

/// What the guard says about one thing that a recipe wants.
enum class Ruling : std::uint8_t {
    deny,
    confirm,  ///< a person must say yes
    allow
};

/// Which CDS and CDNSKEY sets may be signed.
enum class CdsRule : std::uint8_t {
    deny,
    own,     ///< for keys on the token
    any,     ///< for every key, and the request to remove the DS set
    confirm  ///< for every key and for that request, but a person must say yes
};

/// Whether something has to be there, or may be left out.
enum class Demand : std::uint8_t {
    optional,
    required
};

/// What becomes of a run that finds objects on the token which no plan accounts for.
enum class UnknownObjects : std::uint8_t {
    stop,
    warn
};

/// What a person is asked before the first change.
enum class Confirmation : std::uint8_t {
    none,
    yes,
    words  ///< two words of the recipe's hash
};

/// Everything, or only what is listed.
template <typename T>
struct Allowed {
    bool everything = false;
    std::set<T> listed;

    [[nodiscard]] bool contains(const T& item) const { return everything || listed.contains(item); }
};

/// Which keys may be exported.
struct ExportRule {
    bool generated = false;  ///< those that the same recipe generates
    std::set<Bytes> listed;  ///< CKA_IDs
};

struct Guard {
    /// There is a guard in the configuration. What is absent below is then refused, and
    /// without a guard it is not limited.
    bool is_written = false;

    Allowed<dns::Name> zones;
    Allowed<dns::Algorithm> algorithms;        ///< of zone keys
    std::optional<std::int64_t> rsa_min_bits;  ///< of zone keys
    std::optional<Duration> max_validity;      ///< of one signature
    std::optional<Duration> max_horizon;       ///< last expiration after first inception
    std::optional<Duration> max_ahead;         ///< last expiration after the bunker's clock
    std::set<Sha256> wrapping_keys;            ///< SHA-256 of public key fields (RFC 3110)
    ExportRule exports;
    Ruling direct_keys = Ruling::deny;     ///< those that are not listed
    std::set<Sha256> listed_direct_keys;   ///< SHA-256 of public key fields
    Demand possession = Demand::required;  ///< direct keys prove themselves
    CdsRule cds = CdsRule::deny;
    Ruling deletion = Ruling::deny;
    Ruling extractable_signers = Ruling::deny;  ///< deny or confirm
    std::vector<dns::Ds> protect;
    Demand previous = Demand::required;
    UnknownObjects unknown_objects = UnknownObjects::stop;
    Confirmation confirm = Confirmation::words;

    /// What holds without a guard: every zone, every algorithm, RSA from 2048 bits. A
    /// person confirms wrapping keys, direct keys, CDS sets and deletions.
    [[nodiscard]] static Guard absent();

    /// Is `until` within `limit` after `from`?
    [[nodiscard]] bool within(const std::optional<Duration>& limit,
                              UtcTime from,
                              UtcTime until) const;
    /// May an RSA zone key have so many bits?
    [[nodiscard]] bool allows_rsa_bits(std::size_t bits) const;

    // Keys are named by the SHA-256 of their public key field.

    [[nodiscard]] Ruling about_direct_key(const Sha256& key) const;
    /// For a key that private keys are wrapped with, imported or on the token.
    [[nodiscard]] Ruling about_wrapping_key(const Sha256& key) const;

    /// Is this one of the keys that are never destroyed? `key_field` is the public key
    /// field of a DNSKEY. A DS says the owner of its key in its digest only, and a recipe
    /// need not tell the truth about it: so algorithm and tag decide, whatever the flags, and
    /// one key of 65536 is protected that need not be.
    [[nodiscard]] bool protects(dns::Algorithm algorithm, ByteView key_field) const;

    /// Does -y answer what is to be confirmed?
    [[nodiscard]] bool yields_to_yes_flag() const noexcept {
        return is_written && confirm != Confirmation::words;
    }
};

/// The mapping `guard:` of a configuration. Errc::configuration.
[[nodiscard]] Result<Guard> read_guard(json::Value value);

}  // namespace ceremony::cooker
