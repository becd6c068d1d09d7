// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_consumer.hpp"

#include "dns/scan.hpp"
#include "unit/policy/read.hpp"

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::says;

namespace {

// RFC 4509, section 2.3.
const std::string ds_text =
    "60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A";

}  // namespace

TEST_CASE("read_consumer: the consumer has defaults", "[policy][read_consumer]") {
    const Configuration configuration = says("");
    CHECK(configuration.store == "/var/lib/ceremony");
    CHECK(configuration.clock == ClockRule::warn);
    CHECK(configuration.trust.empty());
    CHECK(configuration.attest.empty());
    CHECK(configuration.publish.empty());
}

TEST_CASE("read_consumer: every key is read", "[policy][read_consumer]") {
    const Configuration configuration = says(
        "store: /srv/ceremony\n"
        "trust:\n"
        "  NL.: [ " +
        ds_text +
        " ]\n"
        "  .: []\n"
        "attest: [ bunker-attest.pub ]\n"
        "clock: required\n"
        "publish:\n"
        "  - { zone: nl., format: signconf, file: /var/nl.xml, template: /etc/t.xml,"
        " symlink: follow, after: [ods-signer, update, nl] }\n"
        "  - { zone: nl., format: trust-anchor, file: /var/root.xml }\n"
        "  - { zone: nl., format: zone, file: /var/nl.zone }\n"
        "  - { zone: nl., format: ds, file: /var/nl.ds }\n"
        "  - { zone: nl., format: json, file: /var/nl.json }\n");
    const dns::Name nl = must(dns::Name::from_text("nl."));
    const dns::Ds ds = must(dns::scan_ds(ds_text, "DS"));
    CHECK(configuration.store == "/srv/ceremony");
    CHECK(configuration.trust ==
          std::map<dns::Name, std::vector<dns::Ds>>{{dns::Name(), {}}, {nl, {ds}}});
    CHECK(configuration.attest == std::vector<std::string>{"bunker-attest.pub"});
    CHECK(configuration.clock == ClockRule::required);
    REQUIRE(configuration.publish.size() == 5);
    CHECK(configuration.publish[0] == Target{nl,
                                             Format::signconf,
                                             "/var/nl.xml",
                                             "/etc/t.xml",
                                             SymbolicLink::follow,
                                             {"ods-signer", "update", "nl"}});
    CHECK(
        configuration.publish[1] ==
        Target{nl, Format::trust_anchor, "/var/root.xml", std::nullopt, SymbolicLink::refuse, {}});
    CHECK(configuration.publish[2].format == Format::zone);
    CHECK(configuration.publish[3].format == Format::ds);
    CHECK(configuration.publish[4].format == Format::json);
}

TEST_CASE("read_consumer: what is so by itself may be said", "[policy][read_consumer]") {
    const Configuration configuration = says(
        "clock: warn\n"
        "publish: [ { zone: nl., format: zone, file: /var/nl.zone, symlink: refuse } ]\n");
    CHECK(configuration.clock == ClockRule::warn);
    REQUIRE(configuration.publish.size() == 1);
    CHECK(configuration.publish[0].link == SymbolicLink::refuse);
}

TEST_CASE("read_consumer: what cannot be is refused at its place", "[policy][read_consumer]") {
    struct Row {
        std::string text;
        std::string why;
    };
    const auto row = GENERATE(values<Row>({
        {"store: var", "2:8: store: not an absolute path: \"var\""},
        {"trust: { nl.: [], NL.: [] }", "2:19: trust[\"NL.\"]: the same zone twice"},
        {"trust: { nl: [] }", "2:10: trust.nl: "},
        {"trust: { nl.: [ 1 ] }", "2:17: trust[\"nl.\"][0]: not a DS record"},
        {"attest: bunker.pub", "2:9: attest: "},
        {"clock: sundial", "2:8: clock: \"sundial\" is not required or warn"},
        {"publish: [ { format: ds, file: /x } ]", "2:12: publish[0]: the key \"zone\" is missing"},
        {"publish: [ { zone: nl., file: /x } ]", "2:12: publish[0]: the key \"format\" is missing"},
        {"publish: [ { zone: nl., format: ds } ]", "2:12: publish[0]: the key \"file\" is missing"},
        {"publish: [ { zone: nl., format: xml, file: /x } ]",
         "2:33: publish[0].format: \"xml\" is not signconf, zone, ds, trust-anchor or json"},
        {"publish: [ { zone: nl., format: ds, file: x } ]",
         "2:43: publish[0].file: not an absolute path: \"x\""},
        {"publish: [ { zone: nl., format: ds, file: /x, after: [{}] } ]",
         "2:55: publish[0].after[0]: not a text, but a mapping"},
        {"publish: [ { zone: nl., format: ds, file: /x, symlink: true } ]",
         "2:56: publish[0].symlink: \"true\" is not refuse or follow"},
        {"publish: [ { zone: nl., format: ds, file: /x, templat: /y } ]",
         "2:47: publish[0].templat: unknown key; did you mean \"template\"?"},
        {"publish: [ {zone: nl., format: ds, file: /x}, {zone: be., format: ds, file: /x} ]",
         "2:47: publish[1]: another entry writes to \"/x\", too"},
    }));
    CAPTURE(row.text);
    CHECK_THAT(refusal(row.text + "\n"), Catch::StartsWith(row.why));
}

TEST_CASE("read_consumer: a file without zones has targets of any", "[policy][read_consumer]") {
    const std::string target = "publish: [ { zone: nl., format: ds, file: /x } ]\n";
    CHECK(says(target).publish.size() == 1);
    CHECK(says("zones: []\n" + target).publish.size() == 1);
    CHECK(says("zones: [ { name: nl. } ]\n" + target).warnings.empty());
    CHECK(says(target).warnings.empty());
}

TEST_CASE("read_consumer: a target of a zone that zones: does not name is warned of",
          "[policy][read_consumer]") {
    // It may have been left out of the plan, and has the sets of the last one.
    const Configuration left_out =
        says("zones: [ { name: nl. } ]\npublish: [ { zone: ln., format: ds, file: /x } ]\n");
    CHECK(left_out.publish.size() == 1);
    CHECK(left_out.warnings == std::vector<std::string>{"c:3:12: publish[0]: zones: does not name "
                                                        "ln.; did you mean nl.?"});
}

TEST_CASE("read_consumer: formats have one name each", "[policy][read_consumer]") {
    for (const auto format :
         {Format::signconf, Format::zone, Format::ds, Format::trust_anchor, Format::json}) {
        CHECK(format_from_text(to_string(format)) == format);
    }
    CHECK(to_string(Format::trust_anchor) == "trust-anchor");
    CHECK_FALSE(format_from_text("xml"));
}
