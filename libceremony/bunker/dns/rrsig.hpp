// SPDX-License-Identifier: BSD-3-Clause
//
// rrsig.hpp -- the RDATA of RRSIG records (RFC 4034, section 3).

#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"

namespace ceremony::dns {

struct Rrsig {
    RrType type_covered{};
    Algorithm algorithm{};
    /// The labels of the owner, as Name::rrsig_labels() counts them.
    std::uint8_t labels = 0;
    /// The TTL under the signature, in seconds.
    std::uint32_t original_ttl = 0;
    /// Seconds since 1970 modulo 2^32, to be compared as serial numbers (RFC 4034, section
    /// 3.1.5): see compare_serial() in base/time.hpp. Both ends belong to the validity.
    std::uint32_t expiration = 0;
    std::uint32_t inception = 0;
    std::uint16_t key_tag = 0;
    Name signer;
    Bytes signature;

    friend bool operator==(const Rrsig&, const Rrsig&) = default;
};

/// Errc::syntax when `rdata` is cut short, its signer's name is not as Name::read() wants
/// it, or there is no signature; Errc::semantics for an algorithm that is not in
/// `algorithms`.
[[nodiscard]] Result<Rrsig> read_rrsig(ByteView rdata);
/// The wire form, the signer's name in canonical form.
[[nodiscard]] Bytes to_rdata(const Rrsig& rrsig);
/// The same without the signature: the first of the octets that are signed (RFC 4034,
/// section 3.1.8.1).
[[nodiscard]] Bytes to_rdata_without_signature(const Rrsig& rrsig);

}  // namespace ceremony::dns
