// SPDX-License-Identifier: BSD-3-Clause
//
// rrset.hpp -- the records of one owner, type and TTL, in canonical order.
//
// Canonical order compares RDATA as unsigned octets, and records that are equal count
// once (RFC 4034, section 6.3). Whoever signs or verifies a set, signs or verifies
// exactly wire().

#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/record.hpp"

namespace ceremony::dns {

class Rrset {
public:
    /// The set of these records, in whatever order. Errc::semantics when there are none,
    /// when they differ in owner, type or TTL (RFC 2181, section 5.2), when they are RRSIGs,
    /// which form no sets (RFC 4035, section 2.2), and when a deletion request does not stand
    /// alone (RFC 8078, section 4).
    [[nodiscard]] static Result<Rrset> from_records(std::vector<Record> records);
    /// The same from the RDATA of each record; the errors are also those of Record::make().
    [[nodiscard]] static Result<Rrset> make(const Name& owner,
                                            RrType type,
                                            std::uint32_t ttl,
                                            const std::vector<Bytes>& rdata);

    [[nodiscard]] const Name& owner() const noexcept { return records_.front().owner(); }
    [[nodiscard]] RrType type() const noexcept { return records_.front().type(); }
    [[nodiscard]] std::uint32_t ttl() const noexcept { return records_.front().ttl(); }
    /// In canonical order, never empty.
    [[nodiscard]] const std::vector<Record>& records() const noexcept { return records_; }

    /// Record::wire() of each record in canonical order, with the TTL that the RRSIG calls
    /// the original one: RR(1) | RR(2)... in RFC 4034, section 3.1.8.1.
    [[nodiscard]] Bytes wire(std::uint32_t original_ttl) const;

    friend bool operator==(const Rrset&, const Rrset&) = default;

private:
    explicit Rrset(std::vector<Record> records) noexcept : records_(std::move(records)) {}

    std::vector<Record> records_;
};

}  // namespace ceremony::dns
