// SPDX-License-Identifier: BSD-3-Clause
//
// dnskey.hpp -- the RDATA of DNSKEY records (RFC 4034, section 2) and of CDNSKEY
// records, which has the same shape (RFC 7344, section 3.2); flags and key tags.
//
// What the public key field holds is the business of dnssec/key_form.hpp.

#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/numbers.hpp"

namespace ceremony::dns {

/// The only value of the protocol field (RFC 4034, section 2.1.2).
inline constexpr std::uint8_t dnskey_protocol = 3;

inline constexpr std::uint16_t flag_zone_key = 0x0100;            // RFC 4034, section 2.1.1
inline constexpr std::uint16_t flag_revoke = 0x0080;              // RFC 5011, section 7
inline constexpr std::uint16_t flag_secure_entry_point = 0x0001;  // RFC 4034, section 2.1.1

/// The flags of a key that signs key sets, of one that signs the zone, and of a key set
/// signer that was revoked.
inline constexpr std::uint16_t ksk_flags = 257;
inline constexpr std::uint16_t zsk_flags = 256;
inline constexpr std::uint16_t revoked_ksk_flags = 385;

struct Dnskey {
    /// All 16 bits, also those without a meaning: they count in the key tag and under
    /// signatures, and are otherwise ignored (RFC 4034, section 2.1.1).
    std::uint16_t flags = 0;
    Algorithm algorithm{};
    Bytes public_key;

    /// Only a key with this flag may verify signatures over a zone's data.
    [[nodiscard]] bool zone_key() const noexcept { return (flags & flag_zone_key) != 0; }
    /// A hint that a DS record or a trust anchor refers to this key.
    [[nodiscard]] bool secure_entry_point() const noexcept {
        return (flags & flag_secure_entry_point) != 0;
    }
    /// The key is given up as a trust anchor (RFC 5011, section 2.1).
    [[nodiscard]] bool revoked() const noexcept { return (flags & flag_revoke) != 0; }

    friend bool operator==(const Dnskey&, const Dnskey&) = default;
};

/// The whole RDATA of a CDNSKEY record that asks for the removal of the DS set, `0 3 0
/// AA==` (RFC 8078, section 4, as corrected by erratum 5049). read_dnskey() refuses it.
inline constexpr std::array<Byte, 5> cdnskey_delete = {0, 0, 3, 0, 0};

/// Errc::syntax when `rdata` is cut short, has no key or another protocol than 3;
/// Errc::semantics for an algorithm that is not in `algorithms`.
[[nodiscard]] Result<Dnskey> read_dnskey(ByteView rdata);
/// The wire form.
[[nodiscard]] Bytes to_rdata(const Dnskey& key);

/// RFC 4034, appendix B. A tag narrows a search for a key; it does not identify one.
[[nodiscard]] std::uint16_t key_tag(const Dnskey& key);
/// `key` with the REVOKE flag set: what it would be, and which tag it would have, after a
/// revocation (RFC 5011, section 2.1).
[[nodiscard]] Dnskey revoked_form(Dnskey key);

}  // namespace ceremony::dns
