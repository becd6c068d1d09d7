// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_policy.hpp"

#include "unit/policy/read.hpp"

namespace read_policy_test {

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::says;

namespace {

// The policy `kasp` of a configuration in which it has these lines.
Policy kasp(const std::string& lines) {
    return says("kasp:\n" + lines).policies.front();
}

struct Refused {
    std::string line;
    std::string why;
};

}  // namespace

TEST_CASE("read_policy: an empty policy has the defaults", "[policy][read_policy]") {
    const Policy policy = says("").policies.front();
    CHECK(policy == Policy());
    CHECK(says("kasp:\n").policies.front() == policy);
    // As the manual has them.
    CHECK(policy.refresh == 432000);
    CHECK(policy.validity == 1209600);
    CHECK(policy.inception_offset == 3600);
    CHECK(policy.ttl == 3600);
    CHECK_FALSE(policy.slot);
    CHECK(policy.ksk.lifetime.text() == "P2Y");
    CHECK(policy.zsk.lifetime.text() == "P90D");
    CHECK(policy.zone.signature.jitter == 43200);
    CHECK(policy.parent->registration == 172800);
    CHECK(policy.reserve == 2592000);
    CHECK(policy.handover == 1209600);
}

TEST_CASE("read_policy: every key is read", "[policy][read_policy]") {
    const Policy policy = kasp(
        "  refresh: 1\n"
        "  validity: P2D\n"
        "  inceptionoffset: 3\n"
        "  ttl: 4\n"
        "  slot: P1M\n"
        "  publish-safety: 6\n"
        "  retire-safety: 7\n"
        "  zone:\n"
        "    propagation: 8\n"
        "    max-ttl: 9\n"
        "    soa-expire: 10\n"
        "    signature: { validity: 11, refresh: 12, jitter: 13, resign: 14, resign-all: true }\n"
        "  parent: { propagation: 15, ds-ttl: 16, registration: 17 }\n"
        "  lateness: 18\n"
        "  clock-skew: 19\n"
        "  reserve: 20\n"
        "  handover: 21\n"
        "  ksk: { algo: RSASHA256, size: 4096, lifetime: 1Y, roll: double-rrset, standby: 1 }\n"
        "  zsk: { algo: 10, lifetime: P30D, roll: double-signature, source: external, "
        "standby: 2, export: none }\n"
        "  strict: false\n"
        "  cds: { publish: rollover, ttl: 22, digests: [4, 2], cdnskey: false }\n"
        "  rfc5011: true\n"
        "  ds-gate: assume\n"
        "  overlap: avoid\n"
        "  require-backup: all\n");
    Policy expected;
    expected.refresh = 1;
    expected.validity = 2 * day;
    expected.inception_offset = 3;
    expected.ttl = 4;
    expected.slot = must(Duration::of(1, 0));
    expected.publish_safety = 6;
    expected.retire_safety = 7;
    expected.zone = {8, 9, 10, {11, 12, 13, 14, true}};
    expected.parent = ParentPolicy{15, 16, 17};
    expected.lateness = 18;
    expected.clock_skew = 19;
    expected.reserve = 20;
    expected.handover = 21;
    expected.ksk = {dns::Algorithm::rsasha256, 4096, must(Duration::of(12, 0)),
                    KskRoll::double_rrset, 1};
    expected.zsk.algorithm = dns::Algorithm::rsasha512;
    expected.zsk.size = 2048;
    expected.zsk.lifetime = must(Duration::of(0, 30 * day));
    expected.zsk.roll = ZskRoll::double_signature;
    expected.zsk.source = ZskSource::external;
    expected.zsk.standby = 2;
    expected.zsk.exported = ZskExport::none;
    expected.strict = false;
    expected.cds = {
        CdsPublish::rollover, 22, {dns::DigestType::sha256, dns::DigestType::sha384}, false};
    expected.rfc5011 = true;
    expected.ds_gate = DsGate::assume;
    expected.overlap = Overlap::avoid;
    expected.require_backup = Backup::all;
    CHECK(policy == expected);
}

TEST_CASE("read_policy: a named policy starts from kasp, key by key", "[policy][read_policy]") {
    const Configuration configuration = says(
        "kasp:\n"
        "  ttl: 7200\n"
        "  slot: P7D\n"
        "  zone: { propagation: 60, signature: { jitter: 5 } }\n"
        "  parent: { ds-ttl: 300 }\n"
        "  ksk: { algo: 8, size: 3072 }\n"
        "policies:\n"
        "  deep:\n"
        "    zone: { signature: { resign: 6 } }\n"
        "    parent: { propagation: 9 }\n"
        "    ksk: { lifetime: P1Y }\n"
        "  none: { slot: none, parent: none, ksk: { algo: 13 } }\n"
        "  same:\n");
    REQUIRE(configuration.policies.size() == 4);
    Policy expected = configuration.policies[0];
    CHECK(expected.ttl == 7200);
    expected.name = "deep";
    expected.zone.signature.resign = 6;
    expected.parent->propagation = 9;
    expected.ksk.lifetime = must(Duration::of(12, 0));
    CHECK(configuration.policies[1] == expected);
    CHECK(configuration.policies[1].zone.signature.jitter == 5);
    CHECK(configuration.policies[1].parent->ds_ttl == 300);
    CHECK(configuration.policies[1].ksk.size == 3072);

    expected = configuration.policies[0];
    expected.name = "none";
    expected.slot.reset();
    expected.parent.reset();
    expected.ksk.algorithm = dns::Algorithm::ecdsap256sha256;
    expected.ksk.size.reset();  // it was that of an RSA key
    CHECK(configuration.policies[2] == expected);

    expected = configuration.policies[0];
    expected.name = "same";
    CHECK(configuration.policies[3] == expected);
}

TEST_CASE("read_policy: a parent that is there again has the defaults", "[policy][read_policy]") {
    const Configuration configuration = says(
        "kasp: { parent: none }\n"
        "policies: { tld: { parent: { ds-ttl: 300 } } }\n");
    CHECK_FALSE(configuration.policies[0].parent);
    CHECK(configuration.policies[1].parent == ParentPolicy{12 * hour, 300, 2 * day});
}

TEST_CASE("read_policy: lengths of time are read in every form", "[policy][read_policy]") {
    const auto [text, seconds] = GENERATE(table<std::string, Seconds>({
        {"PT1H", 3600},
        {"P2W", 14 * day},
        {"30D", 30 * day},
        {"P1DT2H3M4S", day + 2 * hour + 3 * minute + 4},
        {"86400", day},
        {"0", 0},
    }));
    CAPTURE(text);
    CHECK(kasp("  lateness: " + text + "\n").lateness == seconds);
}

TEST_CASE("read_policy: a value that cannot be is refused at its place", "[policy][read_policy]") {
    const auto row = GENERATE(values<Refused>({
        {"refresh: P1M", "3:12: kasp.refresh: "},
        {"validity: 1Y", "3:13: kasp.validity: "},
        {"ttl: P69Y", "3:8: kasp.ttl: "},
        {"ttl: 2147483648", "3:8: kasp.ttl: a TTL has at most 2147483647 seconds"},
        {"ttl: -1", "3:8: kasp.ttl: "},
        {"ttl:", "3:7: kasp.ttl: the value is missing"},
        {"ttl: [1]", "3:8: kasp.ttl: not a text, but a list"},
        {"slot: 0", "3:9: kasp.slot: no time at all"},
        {"slot: P0D", "3:9: kasp.slot: no time at all"},
        {"lateness: soon", "3:13: kasp.lateness: "},
        {"zone: 3", "3:9: kasp.zone: "},
        {"zone: { max-ttl: P1M }", "3:20: kasp.zone.max-ttl: "},
        {"parent: nobody", "3:11: kasp.parent: "},
        {"parent: { ds-ttl: x }", "3:21: kasp.parent.ds-ttl: "},
        {"ksk: { algo: 5 }", "3:16: kasp.ksk.algo: "},
        {"ksk: { algo: RSA }", "3:16: kasp.ksk.algo: "},
        {"ksk: { algo: 8, size: 1023 }", "3:25: kasp.ksk.size: 1023 is not between 1024 and 4096"},
        {"ksk: { algo: 8, size: 4097 }", "3:25: kasp.ksk.size: "},
        {"ksk: { size: 256 }",
         "3:16: kasp.ksk.size: keys of algorithm ECDSAP256SHA256 have one size only; RSA keys "
         "have a choice"},
        {"ksk: { lifetime: 0 }", "3:20: kasp.ksk.lifetime: no time at all"},
        {"ksk: { roll: pre-publish }",
         "3:16: kasp.ksk.roll: \"pre-publish\" is not double-ds, double-signature or double-rrset"},
        {"ksk: { standby: 5 }", "3:19: kasp.ksk.standby: 5 is not between 0 and 4"},
        {"ksk: { export: none }", "3:10: kasp.ksk.export: unknown key"},
        {"zsk: { roll: double-ds }",
         "3:16: kasp.zsk.roll: \"double-ds\" is not pre-publish or double-signature"},
        {"zsk: { source: hsm }", "3:18: kasp.zsk.source: \"hsm\" is not bunker or external"},
        {"zsk: { export: wrapped }", "3:18: kasp.zsk.export: \"wrapped\" is not transport or none"},
        {"strict: yes", "3:11: kasp.strict: \"yes\" is not true or false"},
        {"rfc5011: 1", "3:12: kasp.rfc5011: "},
        {"cds: { publish: now }",
         "3:19: kasp.cds.publish: \"now\" is not never, rollover or always"},
        {"cds: { digests: [] }", "3:19: kasp.cds.digests: a DS needs at least one digest type"},
        {"cds: { digests: [2, 2] }", "3:19: kasp.cds.digests: the same digest type twice"},
        {"cds: { digests: [1] }", "3:20: kasp.cds.digests[0]: "},
        {"ds-gate: maybe", "3:12: kasp.ds-gate: \"maybe\" is not confirm or assume"},
        {"overlap: forbid", "3:12: kasp.overlap: \"forbid\" is not allow or avoid"},
        {"require-backup: true", "3:19: kasp.require-backup: \"true\" is not none, ksk or all"},
    }));
    CAPTURE(row.line);
    CHECK_THAT(refusal("kasp:\n  " + row.line + "\n"), Catch::StartsWith(row.why));
}

TEST_CASE("read_policy: an unknown key is refused with the nearest one", "[policy][read_policy]") {
    const auto row = GENERATE(values<Refused>({
        {"refesh: 1", "3:3: kasp.refesh: unknown key; did you mean \"refresh\"?"},
        {"inception-offset: 1",
         "3:3: kasp.inception-offset: unknown key; did you mean \"inceptionoffset\"?"},
        {"zone: { maxttl: 1 }", "3:11: kasp.zone.maxttl: unknown key; did you mean \"max-ttl\"?"},
        {"zone: { signature: { resignall: true } }",
         "3:24: kasp.zone.signature.resignall: unknown key; did you mean \"resign-all\"?"},
        {"parent: { dsttl: 1 }", "3:13: kasp.parent.dsttl: unknown key; did you mean \"ds-ttl\"?"},
        {"zsk: { sorce: bunker }", "3:10: kasp.zsk.sorce: unknown key; did you mean \"source\"?"},
        {"cds: { cdnsky: true }", "3:10: kasp.cds.cdnsky: unknown key; did you mean \"cdnskey\"?"},
        {"elephant: 1", "3:3: kasp.elephant: unknown key"},
    }));
    CAPTURE(row.line);
    CHECK(refusal("kasp:\n  " + row.line + "\n") == row.why);
}

TEST_CASE("read_policy: in a named policy the place is that of the policy",
          "[policy][read_policy]") {
    CHECK_THAT(refusal("policies:\n  fast:\n    ttl: x\n"),
               Catch::StartsWith("4:10: policies.fast.ttl: "));
}

}  // namespace read_policy_test
