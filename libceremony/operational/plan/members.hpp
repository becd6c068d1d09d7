// SPDX-License-Identifier: BSD-3-Clause
//
// members.hpp -- what the members of a life and of the timing are called in `preamble.plan`, and on
// the page for machines.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "timeline/model.hpp"

namespace ceremony::plan {

/// The version of the schema: other versions are refused.
inline constexpr std::uint16_t schema_version = 1;

struct LifeMember {
    std::string_view name;
    std::optional<UtcTime> timeline::Life::*member;
};

inline constexpr std::array<LifeMember, 12> life_members = {{
    {"generate", &timeline::Life::generate},
    {"publish", &timeline::Life::publish},
    {"ready", &timeline::Life::ready},
    {"active", &timeline::Life::active},
    {"retire", &timeline::Life::retire},
    {"remove", &timeline::Life::remove},
    {"dsSubmit", &timeline::Life::ds_submit},
    {"dsSeen", &timeline::Life::ds_seen},
    {"dsGone", &timeline::Life::ds_gone},
    {"dsWithdraw", &timeline::Life::ds_withdraw},
    {"revoke", &timeline::Life::revoke},
    {"destroy", &timeline::Life::destroy},
}};

struct TimingMember {
    std::string_view name;
    timeline::Seconds timeline::Timing::*member;
};

inline constexpr std::array<TimingMember, 13> timing_members = {{
    {"ttl", &timeline::Timing::ttl},
    {"maxTtl", &timeline::Timing::max_ttl},
    {"zonePropagation", &timeline::Timing::zone_propagation},
    {"resigning", &timeline::Timing::resigning},
    {"lateness", &timeline::Timing::lateness},
    {"clockSkew", &timeline::Timing::clock_skew},
    {"publishSafety", &timeline::Timing::publish_safety},
    {"retireSafety", &timeline::Timing::retire_safety},
    {"refresh", &timeline::Timing::refresh},
    {"validity", &timeline::Timing::validity},
    {"inceptionOffset", &timeline::Timing::inception_offset},
    {"handover", &timeline::Timing::handover},
    {"reserve", &timeline::Timing::reserve},
}};

/// Only where the zone has a parent.
inline constexpr std::array<TimingMember, 3> parent_members = {{
    {"propagation", &timeline::Timing::parent_propagation},
    {"dsTtl", &timeline::Timing::ds_ttl},
    {"registration", &timeline::Timing::parent_registration},
}};

}  // namespace ceremony::plan
