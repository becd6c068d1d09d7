// SPDX-License-Identifier: BSD-3-Clause
//
// trust.hpp -- which key sets of a zone are those of the zone, and how that is known of new keys.
//
// The trust in a zone is a set of DS records. A key set is acceptable when a key in it that is not
// revoked has one of them and has signed the set. Trust grows by the KSKs in an acceptable DNSKEY
// set, by the keys that a CDS or CDNSKEY set names which a trusted key signed, and by the DS of a
// KSK that a ceremony made whose result is believed. It never shrinks here.

#pragma once

#include <span>
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

/// Success when `keyset` is acceptable. REQUIRES: its signatures are good. Errc::refused.
[[nodiscard]] Outcome check_acceptable(const Trust& trust, const Keyset& keyset);

/// Adds `ds` unless it is there.
void add_trust(Trust& trust, const dns::Ds& ds);

/// What trust becomes by `sets`, which are all of one zone and get looked at in the order in which
/// they are published, those of tracks other than main last, and before that by `generated`.
/// REQUIRES: their signatures are good. Errc::refused for the first that is not acceptable.
[[nodiscard]] Result<Trust> follow(Trust trust,
                                   std::span<const Keyset> sets,
                                   std::span<const dns::Ds> generated);

/// The KSKs that signed any of `sets`, for a zone in which nothing is trusted yet and of which a
/// person vouches for the file. Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<Trust> trust_of_signers(std::span<const Keyset> sets);

}  // namespace ceremony::keysets
