// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/timing.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

using namespace timeline;
using policy::KskRoll;
using policy::ZskRoll;

// Of the default policy: D = PT12H + P3D + PT5M = 302700 and S = P14D - P3D + PT12H + PT2H =
// 1000800, both by hand, as is every number below.

TEST_CASE("timing: the default policy gives D and Dsgn", "[timeline][timing]") {
    const Timing timing = timing_of(policy::Policy{});
    CHECK(timing.child_delay() == 302700);
    CHECK(timing.resigning == 1000800);
    CHECK(timing.ttl == 3600);
    CHECK(timing.max_ttl == 86400);
    CHECK(timing.refresh == 432000);
    CHECK(timing.validity == 1209600);
    CHECK(timing.inception_offset == 3600);
    CHECK(timing.handover == 1209600);
    CHECK(timing.reserve == 2592000);
    CHECK(timing.has_parent);
    CHECK(timing.ds_ttl == 86400);
    CHECK(timing.parent_propagation == 43200);
}

TEST_CASE("timing: what rose is told as the configuration says it", "[timeline][timing]") {
    const Timing before = timing_of(policy::Policy{});
    Timing own = before;
    CHECK(risen(own, before).empty());
    own.zone_propagation = 86400;
    own.ds_ttl = 90000;
    own.ttl = 1;
    own.reserve = 9999999;
    CHECK(risen(own, before) ==
          "zone.propagation from PT12H to P1D, parent.ds-ttl from P1D to P1DT1H");
}

TEST_CASE("timing: without a parent its delays are nothing", "[timeline][timing]") {
    policy::Policy root;
    root.parent.reset();
    const Timing timing = timing_of(root);
    CHECK_FALSE(timing.has_parent);
    CHECK(ipub_p(timing) == 3600);
    CHECK(iret_p(timing) == 3600);
    CHECK(dreg(timing) == 0);
}

TEST_CASE("timing: a signer that signs everything at once has no Dsgn", "[timeline][timing]") {
    policy::ZoneSignatures signature;
    CHECK(dsgn(signature) == 1000800);
    signature.resign_all = true;
    CHECK(dsgn(signature) == 0);
    signature = policy::ZoneSignatures{86400, 172800, 60, 30, false};
    CHECK(dsgn(signature) == 90);
}

TEST_CASE("timing: intervals of a ZSK", "[timeline][timing]") {
    Timing timing = timing_of(policy::Policy{});
    CHECK(ipub_zsk(timing) == 309900);                         // D + 3600 + 3600
    CHECK(iret_zsk(timing, ZskRoll::pre_publish) == 1393500);  // S + D + 86400 + 3600
    CHECK(iret_zsk(timing, ZskRoll::double_signature) == 1393500);
    timing.ttl = 172800;
    CHECK(iret_zsk(timing, ZskRoll::pre_publish) == 1393500);
    CHECK(iret_zsk(timing, ZskRoll::double_signature) == 1479900);  // S + D + 172800 + 3600
}

TEST_CASE("timing: intervals of a KSK", "[timeline][timing]") {
    const Timing timing = timing_of(policy::Policy{});
    CHECK(ipub_c(timing) == 309900);  // D + 3600 + 3600
    CHECK(iret_c(timing) == 309900);
    CHECK(ipub_p(timing) == 133200);  // 43200 + 86400 + 3600
    CHECK(iret_p(timing) == 133200);
    CHECK(dreg(timing) == 172800);
    CHECK(lead_of_ksk(timing, KskRoll::double_ds) == 306000);
    CHECK(lead_of_ksk(timing, KskRoll::double_signature) == 482700);
    CHECK(lead_of_ksk(timing, KskRoll::double_rrset) == 309900);
    CHECK(ipub_first_ds(timing) == 1393500);  // S + D + 86400 + 3600
    CHECK(ipub_algorithm(timing) == 1393500);
}

TEST_CASE("timing: a margin belongs to one side of a rollover", "[timeline][timing]") {
    policy::Policy policy;
    policy.publish_safety = 7;
    policy.retire_safety = 11;
    const Timing timing = timing_of(policy);
    CHECK(ipub_zsk(timing) == 306307);
    CHECK(iret_zsk(timing, ZskRoll::pre_publish) == 1389911);
    CHECK(ipub_c(timing) == 306307);
    CHECK(iret_c(timing) == 306311);
    CHECK(ipub_p(timing) == 129900);  // 43200 + 86400 + the clock skew
    CHECK(iret_p(timing) == 129900);
    CHECK(ipub_first_ds(timing) == 1389907);
    CHECK(ipub_algorithm(timing) == 1389907);
}

TEST_CASE("timing: RFC 5011 waits a month and two queries", "[timeline][timing]") {
    Timing timing;  // D is 0
    timing.ttl = 86400;
    // RFC 7583, section 3.3.4.1: modifiedQueryInterval is half the TTL, from an hour to 15 days.
    CHECK(modified_query_interval(timing) == 43200);
    CHECK(hold_down(timing) == 31 * 86400);
    timing.ttl = 3600;
    CHECK(modified_query_interval(timing) == 3600);
    CHECK(hold_down(timing) == 30 * 86400 + 7200);
    timing.ttl = 40 * 86400;
    CHECK(modified_query_interval(timing) == 15 * 86400);
    CHECK(hold_down(timing) == 70 * 86400);
    timing.ttl = 7201;
    CHECK(modified_query_interval(timing) == 3601);
    timing.lateness = 100;
    CHECK(hold_down(timing) == 100 + 30 * 86400 + 7202);
    CHECK(irev(timing) == 100 + 30 * 86400);
}

TEST_CASE("timing: the larger of two plans stays in force", "[timeline][timing]") {
    Timing own = timing_of(policy::Policy{});
    CHECK(in_force(own, std::nullopt) == own);
    Timing before = own;
    before.ttl = 7200;
    before.ds_ttl = 1;
    before.validity = 999999999;
    const Timing timing = in_force(own, before);
    CHECK(timing.ttl == 7200);
    CHECK(timing.ds_ttl == 86400);
    CHECK(timing.validity == own.validity);  // of each set its own
}

}  // namespace
}  // namespace ceremony
