// SPDX-License-Identifier: BSD-3-Clause
//
// readiness.hpp -- the last look at a key set before a signer gets it.
//
// A signer publishes what it is given. So nothing is given to it that is not valid now, and no set
// whose zone it could not sign.

#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "keysets/keyset.hpp"
#include "policy/policy.hpp"
#include "signers/signconf.hpp"
#include "site/inventory.hpp"
#include "timeline/model.hpp"

namespace ceremony::consumer {

/// Success when every signature in `keyset` verifies with a key of it, there is one over the DNSKEY
/// set, and all are valid from `skew` before `now` until its TTL after `now`. Errc::crypto, when a
/// signature does not verify; Errc::refused: it is too early or too late.
[[nodiscard]] Outcome check_valid_now(const keysets::Keyset& keyset,
                                      UtcTime now,
                                      policy::Seconds skew);

/// The ZSKs of `keyset`, in it or signing the zone, whose private keys are on the token.
/// Errc::refused: a key that signs the zone, and that nobody else holds, is not on it; or a key on
/// it has the Locator that stands for one that is elsewhere.
[[nodiscard]] Result<std::vector<signers::OnlineKey>> online_keys(const keysets::Keyset& keyset,
                                                                  const site::Inventory& token);

/// The same by what the recipe says of their IDs, for a set that is looked at and not published.
/// `plan` may be null.
[[nodiscard]] std::vector<signers::OnlineKey> planned_keys(const keysets::Keyset& keyset,
                                                           const timeline::ZonePlan* plan);

/// `keyset`, which says nothing of who signs the zone, with its ZSK that has this CKA_ID on
/// `token`; when that is null, with its only ZSK. Errc::refused: it does say who signs the zone, or
/// there is no such ZSK.
[[nodiscard]] Result<keysets::Keyset> signed_by(keysets::Keyset keyset,
                                                const Bytes& id,
                                                const site::Inventory* token);

}  // namespace ceremony::consumer
