// SPDX-License-Identifier: BSD-3-Clause
//
// ds.hpp -- the RDATA of DS records (RFC 4034, section 5) and of CDS records, which has
// the same shape (RFC 7344, section 3.1).
//
// dnssec/ds_digest.hpp computes the digests.

#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/numbers.hpp"

namespace ceremony::dns {

struct Ds {
    std::uint16_t key_tag = 0;
    Algorithm algorithm{};
    DigestType digest_type{};
    Bytes digest;

    friend bool operator==(const Ds&, const Ds&) = default;
};

/// The whole RDATA of a CDS record that asks for the removal of the DS set, `0 0 0 00`
/// (RFC 8078, section 4). read_ds() refuses it.
inline constexpr std::array<Byte, 5> cds_delete = {0, 0, 0, 0, 0};

/// Errc::syntax when `rdata` is cut short or its digest has another length than its type
/// demands; Errc::semantics for an algorithm that is not in `algorithms` or a digest type
/// that is not in `digest_types`.
[[nodiscard]] Result<Ds> read_ds(ByteView rdata);
/// The wire form.
[[nodiscard]] Bytes to_rdata(const Ds& ds);

}  // namespace ceremony::dns
