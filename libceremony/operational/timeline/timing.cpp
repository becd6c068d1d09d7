// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/timing.hpp"

namespace ceremony::timeline {

Seconds resigning(const policy::ZoneSignatures& signatures) noexcept {
    return signatures.resign_all
               ? 0
               : signatures.validity - signatures.refresh + signatures.jitter + signatures.resign;
}

Timing timing_of(const policy::Policy& policy) noexcept {
    Timing timing;
    timing.ttl = policy.ttl;
    timing.max_ttl = policy.zone.max_ttl;
    timing.zone_propagation = policy.zone.propagation;
    timing.resigning = resigning(policy.zone.signature);
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

}  // namespace ceremony::timeline
