// SPDX-License-Identifier: BSD-3-Clause
//
// possession.hpp -- did whoever sent this key have its private half?

#pragma once

#include "base/result.hpp"
#include "cooked/verified_signatures.hpp"
#include "dns/name.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooked {

/// Success when each RRSIG in `possession` is one by `key` over the DNSKEY set at `owner`
/// that consists of `key` alone; its times and its TTL are whatever it says. Without any there
/// is nothing to check. Errc::crypto; Errc::semantics for another owner; for a key that is
/// none, the errors of dnssec::read_key_field().
[[nodiscard]] Outcome check_possession(const dns::Name& owner,
                                       const recipe::DirectKey& key,
                                       VerifiedSignatures& verified);

}  // namespace ceremony::cooked
