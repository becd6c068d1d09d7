// SPDX-License-Identifier: BSD-3-Clause

#include "kasp/print_kasp.hpp"

#include "support/vectors.hpp"
#include "unit/policy/read.hpp"

using namespace ceremony;
using namespace ceremony::kasp;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::says;

TEST_CASE("print_kasp: what is printed is read back as the same policy", "[kasp][print_kasp]") {
    Kasp kasp;
    SECTION("the defaults") {}
    SECTION("everything else") {
        policy::Policy& policy = kasp.policy;
        policy.refresh = 1;
        policy.validity = 2;
        policy.inception_offset = 3;
        policy.ttl = 4;
        policy.slot = must(Duration::of(5, 6));
        policy.publish_safety = 7;
        policy.retire_safety = 8;
        policy.zone = {9, 10, 11, {12, 13, 14, 15, true}};
        policy.parent = policy::ParentPolicy{16, 17, 18};
        policy.lateness = 19;
        policy.clock_skew = 20;
        policy.reserve = 21;
        policy.handover = 22;
        policy.ksk = {dns::Algorithm::rsasha512, 3072, must(Duration::of(0, 23)),
                      policy::KskRoll::double_rrset, 1};
        policy.zsk.algorithm = dns::Algorithm::ed448;
        policy.zsk.roll = policy::ZskRoll::double_signature;
        policy.zsk.source = policy::ZskSource::external;
        policy.zsk.standby = 2;
        policy.zsk.exported = policy::ZskExport::none;
        policy.strict = false;
        policy.cds = {policy::CdsPublish::rollover,
                      24,
                      {dns::DigestType::sha256, dns::DigestType::sha384},
                      false};
        policy.rfc5011 = true;
        policy.ds_gate = policy::DsGate::assume;
        policy.overlap = policy::Overlap::avoid;
        policy.require_backup = policy::Backup::ksk;
    }
    SECTION("no parent") {
        kasp.policy.parent.reset();
    }
    SECTION("the template of Debian") {
        kasp = must(read_kasp(read_vector_file("kasp/debian.xml"), "kasp.xml", "default"));
    }
    const policy::Policy read = says(print_kasp(kasp)).policies.front();
    CHECK(read == kasp.policy);
}

TEST_CASE("print_kasp: notes come first, as comments", "[kasp][print_kasp]") {
    Kasp kasp;
    kasp.notes = {"one", "two"};
    CHECK_THAT(print_kasp(kasp), Catch::StartsWith("# one\n# two\nkasp:\n  refresh: P5D\n"));
}
