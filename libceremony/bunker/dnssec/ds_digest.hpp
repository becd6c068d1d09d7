// SPDX-License-Identifier: BSD-3-Clause
//
// ds_digest.hpp -- the DS record that refers to a DNSKEY (RFC 4034, section 5).

#pragma once

#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"

namespace ceremony::dnssec {

/// The DS of `key` at `owner` with a digest of `type`: over the owner name in canonical
/// form and the RDATA of the DNSKEY (RFC 4034, section 5.1.4; RFC 4509; RFC 6605, section
/// 2). Errc::semantics: the key has not the Zone Key flag (RFC 4034, section 5.2).
[[nodiscard]] Result<dns::Ds> make_ds(const dns::Name& owner,
                                      const dns::Dnskey& key,
                                      dns::DigestType type);

/// Success when `ds` refers to `key` at `owner`. Errc::crypto: key tag, algorithm or
/// digest differ. Else as make_ds().
[[nodiscard]] Outcome check_ds(const dns::Ds& ds, const dns::Name& owner, const dns::Dnskey& key);

}  // namespace ceremony::dnssec
