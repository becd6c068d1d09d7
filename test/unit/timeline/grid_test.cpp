// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/grid.hpp"

#include "support/printing.hpp"

namespace ceremony::grid_test {
namespace {

using namespace timeline;

UtcTime at(std::string_view text) {
    return UtcTime::from_text(text).value();
}

Grid grid(std::string_view origin, std::string_view step) {
    return Grid{at(origin), Duration::from_text(step).value()};
}

TEST_CASE("grid: without one every time is a point", "[timeline][grid]") {
    CHECK(at_or_after(std::nullopt, at("2027-01-02")) == at("2027-01-02"));
    CHECK(at_or_before(std::nullopt, at("2027-01-02")) == at("2027-01-02"));
}

TEST_CASE("grid: a week has seven days across a leap day", "[timeline][grid]") {
    const auto weeks = grid("2028-02-24 06:00:00", "P7D");
    CHECK(at_or_after(weeks, at("2028-02-24 06:00:00")) == at("2028-02-24 06:00:00"));
    CHECK(at_or_after(weeks, at("2028-02-24 06:00:01")) == at("2028-03-02 06:00:00"));
    CHECK(at_or_before(weeks, at("2028-03-02 05:59:59")) == at("2028-02-24 06:00:00"));
    CHECK(at_or_before(weeks, at("2028-03-02 06:00:00")) == at("2028-03-02 06:00:00"));
}

TEST_CASE("grid: months are counted from the origin", "[timeline][grid]") {
    const auto months = grid("2027-12-31", "P1M");
    CHECK(at_or_after(months, at("2028-02-01")) == at("2028-02-29"));
    CHECK(at_or_after(months, at("2028-03-01")) == at("2028-03-31"));
    CHECK(at_or_before(months, at("2029-03-30")) == at("2029-02-28"));
    CHECK(at_or_before(months, at("2028-01-30")) == at("2027-12-31"));
}

TEST_CASE("grid: a step may have months and days", "[timeline][grid]") {
    const auto steps = grid("2027-01-31", "P1M1D");
    // Two steps are two months and two days: 31 March and 2 days.
    CHECK(at_or_after(steps, at("2027-03-02")) == at("2027-04-02"));
    CHECK(at_or_before(steps, at("2027-04-01")) == at("2027-03-01"));
}

TEST_CASE("grid: years go through 2038 and 2106", "[timeline][grid]") {
    const auto years = grid("2028-02-29", "P1Y");
    CHECK(at_or_after(years, at("2038-01-19 03:14:08")) == at("2038-02-28"));
    CHECK(at_or_before(years, at("2106-02-28 00:00:00")) == at("2106-02-28"));
    CHECK(at_or_before(years, at("2106-02-27")) == at("2105-02-28"));
}

TEST_CASE("grid: no point comes before the origin", "[timeline][grid]") {
    const auto weeks = grid("2027-01-01", "P7D");
    CHECK(at_or_after(weeks, at("2026-01-01")) == at("2027-01-01"));
    CHECK(at_or_before(weeks, at("2026-01-01")) == at("2027-01-01"));
}

TEST_CASE("grid: sums stay within the calendar", "[timeline][grid]") {
    CHECK(later(at("2027-12-31 23:59:59"), 1) == at("2028-01-01"));
    CHECK(earlier(at("2028-03-01"), 86400) == at("2028-02-29"));
    CHECK(later(at("2027-01-31"), Duration::of(1, 0).value()) == at("2027-02-28"));
    CHECK(later(end_of_time(), 1) == end_of_time());
    CHECK(later(end_of_time(), INT64_MAX) == end_of_time());
    CHECK(later(end_of_time(), Duration::of(1, 0).value()) == end_of_time());
    CHECK(earlier(beginning_of_time(), 1) == beginning_of_time());
    CHECK(end_of_time() == at("9999-12-31 23:59:59"));
    CHECK(beginning_of_time() == at("0000-01-01"));
    CHECK(at_or_after(grid("2027-01-01", "P7D"), end_of_time()) == end_of_time());
    CHECK(at_or_after(grid("2027-01-01", "P9000Y"), at("2027-01-02")) == end_of_time());
}

}  // namespace
}  // namespace ceremony::grid_test
