// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_events.hpp"

#include "dns/scan.hpp"
#include "unit/policy/read.hpp"

namespace read_events_test {

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

TEST_CASE("read_events: each kind of event is read", "[policy][read_events]") {
    const Configuration configuration = says(
        "events:\n"
        "  - ds-seen: { zone: nl., ds: " +
        ds_text +
        ", at: 2027-02-01 }\n"
        "  - { ds-gone: { zone: ., ds: " +
        ds_text +
        ", at: 2027-02-03T12:30:00Z } }\n"
        "  - { imported: { sequence: 12, at: 2027-01-12 } }\n"
        "  - { backup-done: { key: hex 0123, at: 2027-01-06 } }\n");
    const dns::Name nl = must(dns::Name::from_text("nl."));
    const dns::Ds ds = must(dns::scan_ds(ds_text, "DS"));
    REQUIRE(configuration.events.size() == 4);
    CHECK(configuration.events[0] == Event(DsSeen{nl, ds, must(UtcTime::from_text("2027-02-01"))}));
    CHECK(configuration.events[1] ==
          Event(DsGone{dns::Name(), ds, must(UtcTime::from_text("2027-02-03 12:30:00"))}));
    CHECK(configuration.events[2] == Event(Imported{12, must(UtcTime::from_text("2027-01-12"))}));
    CHECK(configuration.events[3] ==
          Event(BackupDone{{0x01, 0x23}, must(UtcTime::from_text("2027-01-06"))}));
}

TEST_CASE("read_events: what is not one event is refused", "[policy][read_events]") {
    struct Row {
        std::string event;
        std::string why;
    };
    const auto row = GENERATE(values<Row>({
        {"{}", "3:5: events[0]: not one of ds-seen, ds-gone, imported and backup-done"},
        {"{ imported: { sequence: 1, at: 2027-01-01 }, backup-done: { key: ASM=, at: 2027-01-01 } "
         "}",
         "3:5: events[0]: not one of ds-seen, ds-gone, imported and backup-done"},
        {"{ ds-sen: {} }", "3:7: events[0].ds-sen: unknown key; did you mean \"ds-seen\"?"},
        {"{ ds-seen: {} }", "3:16: events[0].ds-seen: the key \"zone\" is missing"},
        {"{ ds-gone: { zone: nl. } }", "3:16: events[0].ds-gone: the key \"ds\" is missing"},
        {"{ ds-seen: { zone: nl., ds: 1, at: 2027-01-01 } }",
         "3:33: events[0].ds-seen.ds: not a DS record as in \"23456 13 2 EF01...\": \"1\": "
         "DS:1:2: no algorithm"},
        {"{ imported: { sequence: 0, at: 2027-01-01 } }",
         "3:29: events[0].imported.sequence: 0 is not between 1 and 4294967295"},
        {"{ imported: { sequence: 1 } }", "3:17: events[0].imported: the key \"at\" is missing"},
        {"{ backup-done: { at: 2027-01-01 } }",
         "3:20: events[0].backup-done: the key \"key\" is missing"},
        {"{ backup-done: { key: ASM=, at: 2027-01-01, by: me } }",
         "3:49: events[0].backup-done.by: unknown key"},
    }));
    CAPTURE(row.event);
    CHECK(refusal("events:\n  - " + row.event + "\n") == row.why);
}

TEST_CASE("read_events: a day that does not exist is no time", "[policy][read_events]") {
    CHECK_THAT(refusal("events: [ { imported: { sequence: 1, at: 2027-02-29 } } ]\n"),
               Catch::StartsWith("2:42: events[0].imported.at: "));
}

}  // namespace read_events_test
