// SPDX-License-Identifier: BSD-3-Clause
//
// samples.hpp -- key sets by hand, with signatures that name their keys and prove nothing.

#pragma once

#include <string_view>
#include <vector>

#include "keysets/select.hpp"
#include "timeline/model.hpp"

namespace ceremony::test {

UtcTime instant(std::string_view text);

/// A P-256 key whose public key field is 64 octets with this value.
dns::Dnskey ksk(Byte value);
dns::Dnskey zsk(Byte value);

/// Of the zone example., in the slot [from, until); valid from an hour before until a week after
/// it; signed by `signers`.
keysets::Keyset keyset(std::string_view from,
                       std::string_view until,
                       std::vector<dns::Dnskey> keys,
                       const std::vector<dns::Dnskey>& signers);
/// The same with zone signers.
keysets::Keyset with_zone_signers(keysets::Keyset set, const std::vector<dns::Dnskey>& signers);
/// The same of another ceremony: its number, and a file of its own.
keysets::Keyset of_ceremony(keysets::Keyset set, std::uint32_t sequence);

/// The plan of example. in which D is 12 h for the propagation, 3 d for the lateness, and 5 min for
/// the skew; no keys and slots.
timeline::ZonePlan plan_with_numbers();
/// A ZSK that is replaced in slots of a week: published from 2027-01-08, signs from 01-15, the old
/// one leaves on 01-29, the last set is until 02-12. With plan_with_numbers().
keysets::ZoneSets rollover();

/// The sets that a plan has, as ceremony `sequence` would sign them. Keys without a public key get
/// one that follows from their number.
std::vector<keysets::Keyset> sets_of_plan(const timeline::ZonePlan& plan, std::uint32_t sequence);

}  // namespace ceremony::test
