// SPDX-License-Identifier: BSD-3-Clause
//
// trust.hpp -- which key sets of a zone are those of the zone, and how that is known of new keys.
//
// The trust in a zone is a set of DS records. A key set is acceptable when a key in it that is not
// revoked has one of them and has signed the set. Trust grows by the KSKs in an acceptable DNSKEY
// set, by the keys that a CDS or CDNSKEY set names which a trusted key signed, and by the DS of a
// KSK that a ceremony made whose result is believed. It never shrinks here. What a person took out
// of it, a record of `distrusted`, makes nothing acceptable and comes back by nothing of that.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "keysets/keyset.hpp"

namespace ceremony::keysets {

/// No record stands twice; in the order in which they were added.
using Trust = std::vector<dns::Ds>;

/// Does a record of `trust` refer to `key`?
[[nodiscard]] bool is_trusted(const Trust& trust, const dns::Name& zone, const dns::Dnskey& key);

/// Why `keyset` is not acceptable, without the name of its zone; empty when it is. REQUIRES: its
/// signatures are good.
[[nodiscard]] std::string why_unacceptable(const Trust& trust,
                                           const Trust& distrusted,
                                           const Keyset& keyset);

/// Success when `keyset` is acceptable. REQUIRES: its signatures are good. Errc::refused.
[[nodiscard]] Outcome check_acceptable(const Trust& trust,
                                       const Trust& distrusted,
                                       const Keyset& keyset);

/// Adds `ds` unless it is there.
void add_trust(Trust& trust, const dns::Ds& ds);

/// What trust becomes by `sets`, which are all of one zone and get looked at in the order in which
/// they are published, those of tracks other than main last, and before that by `generated`.
/// REQUIRES: their signatures are good. Errc::refused for the first that is not acceptable.
[[nodiscard]] Result<Trust> follow(Trust trust,
                                   const Trust& distrusted,
                                   std::span<const Keyset> sets,
                                   std::span<const dns::Ds> generated);

/// The KSKs that signed any of `sets` and are not distrusted, for a zone in which nothing is
/// trusted and of which a person vouches for the file. Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<Trust> trust_of_signers(std::span<const Keyset> sets, const Trust& distrusted);

}  // namespace ceremony::keysets
