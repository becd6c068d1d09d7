// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/timing.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::timeline;
using policy::day;
using policy::hour;

TEST_CASE("timing: old signatures are served until the signer has replaced the last of them",
          "[timeline][timing]") {
    // Made at once before the change with the longest jitter, it is replaced `refresh` before
    // its end, when the signer looks the next time.
    policy::ZoneSignatures signatures;
    signatures.validity = 14 * day;
    signatures.refresh = 3 * day;
    signatures.jitter = 12 * hour;
    signatures.resign = 2 * hour;
    CHECK(resigning(signatures) == 11 * day + 14 * hour);
    signatures.resign_all = true;
    CHECK(resigning(signatures) == 0);
}

TEST_CASE("timing: every number of a policy has its place", "[timeline][timing]") {
    policy::Policy policy;
    policy.ttl = 1;
    policy.zone.max_ttl = 2;
    policy.zone.propagation = 3;
    policy.zone.signature = {40, 10, 5, 6, false};
    policy.lateness = 7;
    policy.clock_skew = 8;
    policy.publish_safety = 9;
    policy.retire_safety = 10;
    policy.refresh = 11;
    policy.validity = 12;
    policy.inception_offset = 13;
    policy.handover = 14;
    policy.reserve = 15;
    policy.parent = policy::ParentPolicy{16, 17, 18};
    Timing expected;
    expected.ttl = 1;
    expected.max_ttl = 2;
    expected.zone_propagation = 3;
    expected.resigning = 41;
    expected.lateness = 7;
    expected.clock_skew = 8;
    expected.publish_safety = 9;
    expected.retire_safety = 10;
    expected.refresh = 11;
    expected.validity = 12;
    expected.inception_offset = 13;
    expected.handover = 14;
    expected.reserve = 15;
    expected.has_parent = true;
    expected.parent_propagation = 16;
    expected.ds_ttl = 17;
    expected.parent_registration = 18;
    CHECK(timing_of(policy) == expected);
    CHECK(timing_of(policy).child_delay() == 3 + 7 + 8);

    policy.parent.reset();
    expected.has_parent = false;
    expected.parent_propagation = 0;
    expected.ds_ttl = 0;
    expected.parent_registration = 0;
    CHECK(timing_of(policy) == expected);
}
