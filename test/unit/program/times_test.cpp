// SPDX-License-Identifier: BSD-3-Clause

#include "program/times.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::program;
using ceremony::test::must;

TEST_CASE("times: an argument is read in every form that operators know", "[program][times]") {
    const std::string text = GENERATE("2027-02-01 12:30:00", "2027-02-01T12:30:00Z", "202702011230",
                                      "20270201123000", "1801485000");
    CAPTURE(text);
    CHECK(must(time_from_argument("UNTIL", text)).text() == "2027-02-01 12:30:00");
    CHECK(must(time_from_argument("UNTIL", "2027-02-01")).text() == "2027-02-01 00:00:00");
    CHECK(must(time_from_argument("UNTIL", "20270201")).text() == "2027-02-01 00:00:00");
    // The first that ten digits say.
    CHECK(must(time_from_argument("UNTIL", "1000000000")).text() == "2001-09-09 01:46:40");
}

TEST_CASE("times: what the programs print is read again", "[program][times]") {
    const UtcTime minute = must(UtcTime::from_text("2026-11-22 21:00:00"));
    CHECK(short_text(minute) == "2026-11-22 21:00");
    CHECK(must(time_from_argument("TIME", short_text(minute))) == minute);
    const UtcTime second = must(UtcTime::from_text("2026-11-22 21:00:07"));
    CHECK(must(time_from_argument("TIME", short_text(second))) == second);
}

TEST_CASE("times: a local time with its offset is that time in UTC", "[program][times]") {
    // The second and third are those of RFC 3339, section 5.8, without fractions; for -00:00 see
    // section 4.3.
    const auto [text, utc] = GENERATE(table<std::string, std::string>({
        {"2027-02-01T13:30:00+01:00", "2027-02-01 12:30:00"},
        {"2027-02-01 13:30:00+01:00", "2027-02-01 12:30:00"},  // date --rfc-3339=seconds
        {"1996-12-19T16:39:57-08:00", "1996-12-20 00:39:57"},
        {"1937-01-01T12:00:27+00:20", "1937-01-01 11:40:27"},
        {"1985-04-12T23:20:50-00:00", "1985-04-12 23:20:50"},
        {"2027-01-01T00:30:00+23:59", "2026-12-31 00:31:00"},
    }));
    CAPTURE(text);
    CHECK(must(time_from_argument("TIME", text)).text() == utc);
}

TEST_CASE("times: what is no time is refused with the name of the option", "[program][times]") {
    const std::string text =
        GENERATE("", "soon", "2027-02-30", "2027-2-1", "20270230", "202713011230", "2027020112300",
                 "-1", "0", "2027", "202702", "2027-02-01 24:00", "2027-02-01 12:3x",
                 "2027-02-01T12:30", "2027-02-01T12:30:00+1:00", "2027-02-01T12:30:00+24:00",
                 "2027-02-01T12:30:00+01:60", "2027-02-01T12:30:00+0100", "2027-02-01T12:30:00+",
                 "2027-02-01T12:30:00+01:00Z", "0000-01-01T00:00:00+00:01", "2027020", "999999999",
                 "0999999999", "20270201123", "2027020112");
    CAPTURE(text);
    const auto time = time_from_argument("--from", text);
    REQUIRE_FALSE(time.ok());
    CHECK(time.error().code() == Errc::usage);
    CHECK(time.error().message() == "--from: not a time: \"" + text + "\"");
    CHECK_THAT(time.error().hint(), Catch::Contains(" 20270201, ") &&
                                        Catch::EndsWith("seconds after 1970-01-01 as 10 digits"));
}

TEST_CASE("times: people see seconds only where there are some", "[program][times]") {
    CHECK(short_text(must(UtcTime::from_text("2027-02-01"))) == "2027-02-01 00:00");
    CHECK(short_text(must(UtcTime::from_text("2027-02-01 10:20:30"))) == "2027-02-01 10:20:30");
}

TEST_CASE("times: lengths have their two largest units", "[program][times]") {
    const auto [seconds, text] = GENERATE(table<std::int64_t, std::string>({
        {0, "0s"},
        {59, "59s"},
        {60, "1m"},
        {3600, "1h"},
        {3661, "1h 1m"},
        {86399, "23h 59m"},
        {86400, "1d"},
        {90000, "1d 1h"},
        {86460, "1d"},
    }));
    CHECK(short_length(seconds) == text);
}
