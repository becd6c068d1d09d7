// SPDX-License-Identifier: BSD-3-Clause
//
// change.hpp -- what becomes different from one key set to the next, and how long has to pass
// between two such changes.

#pragma once

#include <vector>

#include "dns/dnskey.hpp"
#include "keysets/keyset.hpp"
#include "timeline/model.hpp"

namespace ceremony::keysets {

/// Each key as it stands afterwards; what disappears, as it stood before. A key that becomes
/// revoked is the same key.
struct Change {
    std::vector<dns::Dnskey> published;
    std::vector<dns::Dnskey> revoked;
    std::vector<dns::Dnskey> removed;
    std::vector<dns::Dnskey> signs_set;      ///< begins to sign the DNSKEY set
    std::vector<dns::Dnskey> no_signs_set;   ///< signs it no more
    std::vector<dns::Dnskey> signs_zone;     ///< begins to sign the zone
    std::vector<dns::Dnskey> no_signs_zone;  ///< signs it no more

    friend bool operator==(const Change&, const Change&) = default;
};

/// From `before`, null for nothing, to `after`.
[[nodiscard]] Change change_between(const Keyset* before, const Keyset& after);

/// Do keys, or who signs with them, differ?
[[nodiscard]] bool is_change(const Keyset& before, const Keyset& after);

/// How long after `earlier` has been published `later` may be, by the intervals that the plan
/// keeps (timeline/timing.hpp); 0 when the one does not depend on the other. For a key that
/// follows RFC 5011 the time until it is trusted is in it.
[[nodiscard]] timeline::Seconds wait_between(const Change& earlier,
                                             const Change& later,
                                             const timeline::Timing& timing);

}  // namespace ceremony::keysets
