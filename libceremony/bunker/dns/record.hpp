// SPDX-License-Identifier: BSD-3-Clause
//
// record.hpp -- one resource record of class IN: owner, type, TTL, RDATA.
//
// A Record is always well-formed and in canonical form (RFC 4034, section 6.2): the RDATA
// of a DNSKEY, CDNSKEY, DS, CDS or RRSIG record is one that its reader accepts, or one of
// the two deletion requests of RFC 8078. RDATA of every other type is any octets; a domain
// name in it must already be in lower case.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"

namespace ceremony::dns {

/// RFC 2181, section 8: a TTL has 31 bits.
inline constexpr std::uint32_t max_ttl = 0x7fff'ffff;
/// RFC 1035, section 3.2.1: the length of RDATA has 16 bits.
inline constexpr std::size_t max_rdata_size = 0xffff;

class Record {
public:
    /// `ttl` in seconds. Errc::limit for a TTL or RDATA beyond the limits above,
    /// Errc::syntax and Errc::semantics as the reader of the type's RDATA has it.
    [[nodiscard]] static Result<Record> make(Name owner,
                                             RrType type,
                                             std::uint32_t ttl,
                                             Bytes rdata);

    [[nodiscard]] const Name& owner() const noexcept { return owner_; }
    [[nodiscard]] RrType type() const noexcept { return type_; }
    [[nodiscard]] std::uint32_t ttl() const noexcept { return ttl_; }
    [[nodiscard]] const Bytes& rdata() const noexcept { return rdata_; }

    /// A CDS or CDNSKEY record that asks for the removal of the DS set (RFC 8078, section
    /// 4). The RDATA of every other such record is a Ds or a Dnskey.
    [[nodiscard]] bool is_delete_request() const noexcept;

    /// Owner, type, class, `ttl`, length, RDATA (RFC 1035, section 3.2.1), uncompressed. A
    /// signature covers this with the TTL that the RRSIG calls the original one.
    [[nodiscard]] Bytes wire(std::uint32_t ttl) const;
    [[nodiscard]] Bytes wire() const { return wire(ttl_); }

    friend bool operator==(const Record&, const Record&) = default;

private:
    Record(Name owner, RrType type, std::uint32_t ttl, Bytes rdata) noexcept;

    Name owner_;
    RrType type_;
    std::uint32_t ttl_;
    Bytes rdata_;
};

}  // namespace ceremony::dns
