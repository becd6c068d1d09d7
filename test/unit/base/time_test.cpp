// SPDX-License-Identifier: BSD-3-Clause

#include "base/time.hpp"

#include <array>
#include <limits>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

UtcTime at(std::int64_t seconds) {
    return must(UtcTime::from_seconds(seconds));
}

}  // namespace

TEST_CASE("time: what others count is read and written back", "[base][time]") {
    for (const auto& vector : read_vectors("base/time.vec", {"text", "seconds"})) {
        CAPTURE(vector.title());
        const std::string& text = vector.text("text");
        const auto time = UtcTime::from_text(text);
        if (!vector.expects_ok()) {
            REQUIRE_FALSE(time.ok());
            CHECK(to_string(time.error().code()) == vector.expect());
            continue;
        }
        CHECK(must(time) == must(UtcTime::from_epoch_text(vector.text("seconds"))));
        CHECK(std::to_string(must(time).seconds()) == vector.text("seconds"));
        if (text.ends_with('Z')) {
            CHECK(must(time).rfc3339() == text);
        } else {
            CHECK(must(time).text() == (text.size() == 10 ? text + " 00:00:00" : text));
        }
        CHECK(must(UtcTime::from_text(must(time).rfc3339())) == must(time));
        CHECK(must(UtcTime::from_compact(must(time).compact())) == must(time));
    }
}

TEST_CASE("time: every month of ten thousand years has the days it should", "[base][time]") {
    constexpr std::int64_t one_day = 86'400;
    constexpr std::array lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::int64_t seconds = earliest_seconds;
    bool all_agree = true;
    for (int year = 0; year <= 9999; ++year) {
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int month = 1; month <= 12; ++month) {
            const int days =
                lengths.at(static_cast<std::size_t>(month - 1)) + (month == 2 && leap ? 1 : 0);
            seconds += one_day * days;
            const int last_day = (year * 100 + month) * 100 + days;
            std::string compact = std::to_string(100'000'000 + last_day).substr(1) + "235959";
            const UtcTime last_second = must(UtcTime::from_seconds(seconds - 1));
            all_agree = all_agree && last_second.compact() == compact &&
                        must(UtcTime::from_compact(compact)) == last_second;
            compact.replace(6, 2, std::to_string(days + 1));
            all_agree = all_agree && !UtcTime::from_compact(compact).ok();
        }
    }
    CHECK(all_agree);
    CHECK(seconds == latest_seconds + 1);
}

TEST_CASE("time: the range is ten thousand years and nothing more", "[base][time]") {
    CHECK(at(earliest_seconds).text() == "0000-01-01 00:00:00");
    CHECK(at(latest_seconds).text() == "9999-12-31 23:59:59");
    for (const std::int64_t seconds :
         {earliest_seconds - 1, latest_seconds + 1, std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max()}) {
        const auto time = UtcTime::from_seconds(seconds);
        REQUIRE_FALSE(time.ok());
        CHECK(time.error().code() == Errc::limit);
    }
    CHECK(UtcTime().text() == "1970-01-01 00:00:00");
}

TEST_CASE("time: refusals say what is wrong", "[base][time]") {
    CHECK(UtcTime::from_text("2027-02-29").error().message() ==
          R"("2027-02-29" names a day that does not exist)");
    CHECK(UtcTime::from_text("2027-02-28 24:00:00").error().message() ==
          R"("2027-02-28 24:00:00" names a time of day that does not exist)");
    CHECK(UtcTime::from_text("tomorrow\n").error().message() == R"("tomorrow\n" is not a time)");
    CHECK(UtcTime::from_text("").error().message() == R"("" is not a time)");
}

TEST_CASE("time: times are ordered", "[base][time]") {
    CHECK(at(0) < at(1));
    CHECK(at(-1) < at(0));
    CHECK(at(5) == at(5));
}

TEST_CASE("time: epoch seconds are read from decimal text", "[base][time]") {
    CHECK(must(UtcTime::from_epoch_text("0")) == UtcTime());
    CHECK(must(UtcTime::from_epoch_text("-1")) == at(-1));
    CHECK(UtcTime::from_epoch_text("").error().code() == Errc::syntax);
    CHECK(UtcTime::from_epoch_text("12h").error().code() == Errc::syntax);
    CHECK(UtcTime::from_epoch_text("253402300800").error().code() == Errc::limit);
    CHECK(UtcTime::from_epoch_text("99999999999999999999").error().code() == Errc::limit);
}

TEST_CASE("time: the compact form has 12 or 14 digits", "[base][time]") {
    CHECK(must(UtcTime::from_compact("202702010000")).text() == "2027-02-01 00:00:00");
    CHECK(must(UtcTime::from_compact("202702012359")).text() == "2027-02-01 23:59:00");
    CHECK(must(UtcTime::from_compact("20270201235958")).text() == "2027-02-01 23:59:58");
    for (const std::string_view text :
         {"", "20270201", "2027020100", "2027020100000", "202702010000000", "2027-02-01 00",
          "202702310000", "202702012400", "202702012360", "20270201235960", "20271301000000",
          "2027020100000x"}) {
        CAPTURE(text);
        const auto time = UtcTime::from_compact(text);
        REQUIRE_FALSE(time.ok());
        CHECK(time.error().code() == Errc::syntax);
    }
}

TEST_CASE("time: RRSIG times are 14 digits or seconds", "[base][time][rrsig]") {
    // RFC 4034, section 3.3, the example record, and its values in seconds from
    // GNU coreutils 9.1: date -u -d '2003-03-22 17:31:03' +%s, ... '2003-02-20 17:31:03'.
    CHECK(must(read_rrsig_time("20030322173103")) == 1048354263U);
    CHECK(must(read_rrsig_time("20030220173103")) == 1045762263U);
    CHECK(must(read_rrsig_time("1048354263")) == 1048354263U);
    CHECK(print_rrsig_time(1048354263U) == "20030322173103");
    CHECK(must(read_rrsig_time("0")) == 0);
    CHECK(must(read_rrsig_time("4294967295")) == 0xffffffffU);
    CHECK(must(read_rrsig_time("19700101000000")) == 0);
    CHECK(must(read_rrsig_time("20380119031408")) == 0x80000000U);
    CHECK(must(read_rrsig_time("21060207062815")) == 0xffffffffU);
    CHECK(print_rrsig_time(0) == "19700101000000");
    CHECK(print_rrsig_time(0x7fffffffU) == "20380119031407");
    CHECK(print_rrsig_time(0x80000000U) == "20380119031408");
    CHECK(print_rrsig_time(0xffffffffU) == "21060207062815");
}

TEST_CASE("time: RRSIG times that are none are refused", "[base][time][rrsig]") {
    struct Row {
        std::string text;
        Errc code;
    };
    const auto row = GENERATE(values<Row>({
        {"", Errc::syntax},
        {"-1", Errc::syntax},
        {"01", Errc::syntax},
        {"0000000000", Errc::syntax},
        {"4294967296", Errc::limit},
        {"9999999999", Errc::limit},
        {"04294967295", Errc::syntax},    // 11 digits
        {"202702010000", Errc::syntax},   // 12 digits
        {"2027020100000", Errc::syntax},  // 13 digits
        {"202702010000000", Errc::syntax},
        {"20270229000000", Errc::syntax},
        {"20270201240000", Errc::syntax},
        {"20270201000060", Errc::syntax},
        {"19691231235959", Errc::limit},
        {"21060207062816", Errc::limit},
        {"99991231235959", Errc::limit},
    }));
    CAPTURE(row.text);
    const auto time = read_rrsig_time(row.text);
    REQUIRE_FALSE(time.ok());
    CHECK(time.error().code() == row.code);
}

TEST_CASE("time: only times of 1970 to 2106 become RRSIG times", "[base][time][rrsig]") {
    CHECK(must(to_rrsig_time(at(0))) == 0);
    CHECK(must(to_rrsig_time(at(4294967295))) == 0xffffffffU);
    CHECK(to_rrsig_time(at(-1)).error().code() == Errc::limit);
    CHECK(to_rrsig_time(at(4294967296)).error().code() == Errc::limit);
    CHECK(to_rrsig_time(at(4294967296)).error().message() ==
          "2106-02-07 06:28:16 lies outside 1970 to 2106, the range of an RRSIG");
    CHECK(UtcTime::from_rrsig_time(0xffffffffU) == at(4294967295));
}

TEST_CASE("time: serial numbers compare around the circle", "[base][time][serial]") {
    const auto less = std::partial_ordering::less;
    const auto greater = std::partial_ordering::greater;
    CHECK(compare_serial(0, 0) == std::partial_ordering::equivalent);
    CHECK(compare_serial(0, 1) == less);
    CHECK(compare_serial(1, 0) == greater);
    CHECK(compare_serial(0xffffffffU, 0) == less);
    CHECK(compare_serial(0, 0xffffffffU) == greater);
    CHECK(compare_serial(0, 0x7fffffffU) == less);
    CHECK(compare_serial(0x7fffffffU, 0) == greater);
    CHECK(compare_serial(0, 0x80000000U) == std::partial_ordering::unordered);
    CHECK(compare_serial(0x80000000U, 0) == std::partial_ordering::unordered);
    CHECK(compare_serial(0, 0x80000001U) == greater);
    CHECK(compare_serial(0x80000001U, 0) == less);
    CHECK(compare_serial(0xc0000000U, 0x3fffffffU) == less);
    CHECK(compare_serial(0xc0000000U, 0x40000000U) == std::partial_ordering::unordered);
}

TEST_CASE("time: serial numbers with 8 bits behave as the RFC lists", "[base][time][serial]") {
    // RFC 1982, section 5.2, its SERIAL_BITS 8 moved to the top octet of 32 bits.
    const auto top = [](std::uint32_t octet) {
        return octet << 24U;
    };
    for (const auto& [larger, smaller] : {std::pair{1U, 0U},
                                          {44U, 0U},
                                          {100U, 0U},
                                          {100U, 44U},
                                          {200U, 100U},
                                          {255U, 200U},
                                          {0U, 255U},
                                          {100U, 255U},
                                          {0U, 200U},
                                          {44U, 200U}}) {
        CAPTURE(larger, smaller);
        CHECK(compare_serial(top(larger), top(smaller)) == std::partial_ordering::greater);
        CHECK(compare_serial(top(smaller), top(larger)) == std::partial_ordering::less);
    }
}

TEST_CASE("time: a 32-bit time is the one nearest to a reference", "[base][time][serial]") {
    constexpr std::int64_t round = 4294967296;
    CHECK(must(nearest_time(100, at(50))) == at(100));
    CHECK(must(nearest_time(50, at(100))) == at(50));
    CHECK(must(nearest_time(100, at(100))) == at(100));
    // On both sides of 2106.
    CHECK(must(nearest_time(0, at(round - 1))) == at(round));
    CHECK(must(nearest_time(0xffffffffU, at(round))) == at(round - 1));
    CHECK(must(nearest_time(0xffffffffU, at(0))) == at(-1));
    // Half a round away, just less, and exactly.
    CHECK(must(nearest_time(0x7fffffffU, at(0))) == at(0x7fffffff));
    CHECK(must(nearest_time(0x80000001U, at(0))) == at(-0x7fffffff));
    CHECK(nearest_time(0x80000000U, at(0)).error().code() == Errc::semantics);
    CHECK(nearest_time(0x80000000U, at(0)).error().message() ==
          "the 32-bit time 2147483648 is equally far before and after 1970-01-01 00:00:00");
    CHECK(nearest_time(static_cast<std::uint32_t>(latest_seconds) + 1U, at(latest_seconds))
              .error()
              .code() == Errc::limit);
    CHECK(nearest_time(static_cast<std::uint32_t>(earliest_seconds) - 1U, at(earliest_seconds))
              .error()
              .code() == Errc::limit);
}
