// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/timing.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "policy/length_text.hpp"

namespace ceremony::timeline {
namespace {

/// The numbers that stay in force for as long as something can be seen that was made with them.
struct Lasting {
    Seconds Timing::*number;
    std::string_view name;  ///< in the configuration
};

constexpr std::array<Lasting, 10> lasting = {{
    {&Timing::ttl, "ttl"},
    {&Timing::max_ttl, "zone.max-ttl"},
    {&Timing::zone_propagation, "zone.propagation"},
    {&Timing::resigning, "zone.signature (validity - refresh + jitter + resign)"},
    {&Timing::lateness, "lateness"},
    {&Timing::clock_skew, "clock-skew"},
    {&Timing::publish_safety, "publish-safety"},
    {&Timing::retire_safety, "retire-safety"},
    {&Timing::parent_propagation, "parent.propagation"},
    {&Timing::ds_ttl, "parent.ds-ttl"},
}};

Seconds rollover_of_ksk(const Timing& timing, policy::KskRoll roll) noexcept {
    switch (roll) {
        case policy::KskRoll::double_ds:
            return dreg(timing) + ipub_p(timing) + iret_c(timing);
        case policy::KskRoll::double_signature:
            return ipub_c(timing) + dreg(timing) + iret_p(timing);
        case policy::KskRoll::double_rrset:
            return iret_c(timing) + dreg(timing) + iret_p(timing);
    }
    return 0;
}

Seconds largest_ttl(const Timing& timing) noexcept {
    return std::max(timing.ttl, timing.max_ttl);
}

}  // namespace

Timing timing_of(const policy::Policy& policy) noexcept {
    Timing timing;
    timing.ttl = policy.ttl;
    timing.max_ttl = policy.zone.max_ttl;
    timing.zone_propagation = policy.zone.propagation;
    timing.resigning = dsgn(policy.zone.signature);
    timing.lateness = policy.lateness;
    timing.clock_skew = policy.clock_skew;
    timing.publish_safety = policy.publish_safety;
    timing.retire_safety = policy.retire_safety;
    timing.refresh = policy.refresh;
    timing.validity = policy.validity;
    timing.inception_offset = policy.inception_offset;
    timing.handover = policy.handover;
    timing.reserve = policy.reserve;
    timing.has_parent = policy.parent.has_value();
    if (policy.parent) {
        timing.parent_propagation = policy.parent->propagation;
        timing.ds_ttl = policy.parent->ds_ttl;
        timing.parent_registration = policy.parent->registration;
    }
    return timing;
}

Timing in_force(const Timing& own, const std::optional<Timing>& before) noexcept {
    Timing timing = own;
    if (before) {
        for (const auto& [number, name] : lasting) {
            timing.*number = std::max(own.*number, (*before).*number);
        }
    }
    return timing;
}

std::string risen(const Timing& own, const Timing& before) {
    std::string text;
    for (const auto& [number, name] : lasting) {
        if (own.*number > before.*number) {
            text += text.empty() ? "" : ", ";
            text.append(name) += " from " + policy::length_text(before.*number);
            text += " to " + policy::length_text(own.*number);
        }
    }
    return text;
}

Seconds dsgn(const policy::ZoneSignatures& signature) noexcept {
    if (signature.resign_all) {
        return 0;
    }
    return std::max<Seconds>(0, signature.validity - signature.refresh) + signature.jitter +
           signature.resign;
}

Seconds ipub_zsk(const Timing& timing) noexcept {
    return timing.child_delay() + timing.ttl + timing.publish_safety;
}

Seconds iret_zsk(const Timing& timing, policy::ZskRoll roll) noexcept {
    const Seconds cached =
        roll == policy::ZskRoll::pre_publish ? timing.max_ttl : largest_ttl(timing);
    return timing.resigning + timing.child_delay() + cached + timing.retire_safety;
}

Seconds ipub_c(const Timing& timing) noexcept {
    return timing.child_delay() + timing.ttl + timing.publish_safety;
}

Seconds ipub_p(const Timing& timing) noexcept {
    return timing.parent_propagation + timing.ds_ttl +
           std::max(timing.publish_safety, timing.clock_skew);
}

Seconds iret_c(const Timing& timing) noexcept {
    return timing.child_delay() + timing.ttl + timing.retire_safety;
}

Seconds iret_p(const Timing& timing) noexcept {
    return timing.parent_propagation + timing.ds_ttl +
           std::max(timing.retire_safety, timing.clock_skew);
}

Seconds dreg(const Timing& timing) noexcept {
    return timing.parent_registration;
}

Seconds lead_of_ksk(const Timing& timing, policy::KskRoll roll) noexcept {
    switch (roll) {
        case policy::KskRoll::double_ds:
            return dreg(timing) + ipub_p(timing);
        case policy::KskRoll::double_signature:
            return dreg(timing) + ipub_c(timing);
        case policy::KskRoll::double_rrset:
            return std::max(dreg(timing) + ipub_p(timing), ipub_c(timing));
    }
    return 0;
}

Seconds ipub_first_ds(const Timing& timing) noexcept {
    return timing.resigning + timing.child_delay() + largest_ttl(timing) + timing.publish_safety;
}

Seconds ipub_algorithm(const Timing& timing) noexcept {
    return timing.resigning + timing.child_delay() + timing.max_ttl + timing.publish_safety;
}

Seconds modified_query_interval(const Timing& timing) noexcept {
    const Seconds half = (timing.ttl + 1) / 2;
    return std::max(policy::hour, std::min(15 * policy::day, half));
}

Seconds hold_down(const Timing& timing) noexcept {
    return timing.child_delay() + std::max(add_hold_down, timing.ttl) +
           2 * modified_query_interval(timing);
}

Seconds irev(const Timing& timing) noexcept {
    return timing.child_delay() + 30 * policy::day;
}

policy::Rollovers rollovers_of(const policy::Policy& policy) noexcept {
    const Timing timing = timing_of(policy);
    const bool publishes_first = policy.zsk.roll == policy::ZskRoll::pre_publish;
    policy::Rollovers rollovers;
    rollovers.zsk = (publishes_first ? ipub_zsk(timing) : 0) + iret_zsk(timing, policy.zsk.roll);
    rollovers.ksk = rollover_of_ksk(timing, policy.ksk.roll);
    if (policy.rfc5011) {
        // The last set without the key was signed when that was published, and expires first.
        const Seconds trusted = hold_down(timing) + policy.validity;
        const bool is_double_ds = policy.ksk.roll == policy::KskRoll::double_ds;
        const Seconds anchored = trusted + (timing.has_parent ? 0 : iret_p(timing)) +
                                 (is_double_ds ? iret_c(timing) : 0);
        rollovers.ksk = std::max(rollovers.ksk, anchored) + irev(timing);
    }
    return rollovers;
}

}  // namespace ceremony::timeline
