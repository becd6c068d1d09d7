// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page.hpp"

#include <sstream>

#include "unit/plan/samples.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;
using ceremony::test::Workshop;

namespace {

ShownPlan produced(Workshop& workshop) {
    return must(read_shown_plan(workshop.produced()));
}

}  // namespace

TEST_CASE("page: it tells what a person approves", "[planner][page]") {
    Workshop workshop;
    workshop.options.description = "First \x1b ceremony";
    const std::string page = page_of(produced(workshop));
    for (const std::string part : {
             "\"First \\x1b ceremony\"\n",
             "Chain example, ceremony 1, attempt 1. Planned at 2027-01-01 00:00. All times are "
             "UTC.",
             "\nexample.\n========\n",
             " sets from 2027-01-01 00:00 until 2028-01-31 00:00, asked for until 2028-01-01 00:00",
             "\n  K1  KSK ECDSAP256SHA256, made here, \"example. KSK example-1-1-1\"\n",
             "\n  K1  ####",
             "\nAt the parent\n  at first: no DS that is known\n  change 1: K1 (SHA-256); not seen "
             "yet; from "
             "2027-01-17 03:05 on\n  DS of K1: planner show prints it from the result of the "
             "ceremony that makes the key\n\nWhat people do\n",
             "  2027-01-17 03:05 have the parent publish the DS of K1; but no sooner than",
             "\n                   ",
             " confirm it under events:\n",
             "\n      ID ",
             "; TTL 3600.\n",
             "  Safe for every cache at every instant, strict validators included.\n",
             "  If nobody does anything, the zone goes bogus at 2028-02-0",
         }) {
        CAPTURE(part);
        CHECK_THAT(page, Catch::Contains(part));
    }
    // Header 12, question 9 + 4, two DNSKEY records of 2 + 10 + 4 + 64, an RRSIG of 2 + 10 + 18 +
    // 9 + 64, OPT 11 (RFC 1035, RFC 4034, RFC 6605, RFC 6891).
    CHECK_THAT(page, Catch::Contains(" 299\n"));
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.size() <= 100);
    }
}

TEST_CASE("page: times with seconds and times without have columns of one width",
          "[planner][page]") {
    Workshop workshop;
    workshop.options.now = "2027-01-01 11:31:06";
    std::istringstream lines(page_of(produced(workshop)));
    std::string head;
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.size() <= 100);
        if (line.find("  slots ") == 0) {
            head = line;
        } else if (!head.empty() && line.empty()) {
            break;
        } else if (!head.empty()) {
            CHECK(line.find(" K1") == head.find(" keys"));
            ++rows;
        }
    }
    CHECK(rows > 5);
}

TEST_CASE("page: answers that are too large are marked", "[planner][page]") {
    Workshop workshop(
        "version: 1\n"
        "kasp: { ksk: { algo: 8, size: 4096 }, zsk: { algo: 8, size: 4096, export: none } }\n"
        "zones: [ { name: example. } ]\n");
    const std::string page = page_of(produced(workshop));
    CHECK_THAT(page, Catch::Contains("KSK RSASHA256/4096"));
    CHECK_THAT(page, Catch::Contains("!\n"));
    CHECK_THAT(page, Catch::Contains("  ! more than 1232 octets: answers may need TCP\n"));
}

TEST_CASE("page: every kind of key, set and duty can be shown", "[planner][page]") {
    ShownPlan shown;
    shown.plan = test::sample_plan();
    shown.verdicts.resize(shown.plan.zones.size());
    shown.verdicts[0].counter_example = proof::CounterExample{};
    shown.verdicts[0].counter_example->sentence = "a resolver that ...";
    shown.plan.zones[0].keys[3].observed.destroy = test::time_of("2026-12-20");
    shown.plan.zones[0].notes = {"a note\x1b[2J"};
    const std::string page = page_of(shown);
    CHECK_THAT(page, Catch::Contains("  UNSAFE: a resolver that ...\n"));
    CHECK_THAT(page, Catch::Contains("\nNotes\n  \"a note\\x1b[2J\"\n"));
    CHECK_THAT(page, Catch::Contains("(revoked)"));
    CHECK_THAT(page, Catch::Contains("CDS delete"));
    CHECK_THAT(page, Catch::Contains(", destroyed here\n"));
    CHECK_THAT(page, Catch::Contains(", destroyed\n"));
    CHECK_THAT(page, Catch::Contains(", external\n"));
    CHECK_THAT(page, Catch::Contains(", there\n"));
    CHECK_THAT(page, Catch::Contains(
                         "\nWhat it waits for\n  the DS of K3 to be seen, and P1DT12H more\n"));
    CHECK_THAT(page, Catch::Contains("\nWhat people have observed\n  2027-01-13 00:00 the DS "));
    CHECK_THAT(page, Catch::Contains("DS to be submitted 2027-01-20 00:00"));
    CHECK_THAT(page, Catch::Contains(", revoked 2027-01-15 00:00\n"));
    CHECK_THAT(page, Catch::Contains("the zone never goes bogus.\n"));
}

TEST_CASE("page: a zone without sets has no more to say", "[planner][page]") {
    ShownPlan shown;
    shown.plan.zones.resize(1);
    shown.verdicts.resize(1);
    CHECK_THAT(page_of(shown), Catch::EndsWith("\n.\n=\nThis ceremony makes no sets for it: it has "
                                               "no sets.\n"));
}
