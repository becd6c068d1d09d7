// SPDX-License-Identifier: BSD-3-Clause
//
// dns_values.hpp -- one value of a configuration as a zone, an algorithm, a DS record.
//
// Every error is Errc::configuration and says where, as in values.hpp.

#pragma once

#include "base/result.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"
#include "json/document.hpp"

namespace ceremony::config {

/// An absolute name in one of the forms of dns::Name::from_text().
[[nodiscard]] Result<dns::Name> to_zone(json::Value value);
/// A number or a mnemonic of those that may sign.
[[nodiscard]] Result<dns::Algorithm> to_algorithm(json::Value value);
[[nodiscard]] Result<dns::DigestType> to_digest_type(json::Value value);
/// The RDATA of a DS in presentation form, "23456 13 2 EF01..." (RFC 4034, section 5.3).
[[nodiscard]] Result<dns::Ds> to_ds(json::Value value);

}  // namespace ceremony::config
