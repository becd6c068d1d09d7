// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/system_clock.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::consumer::check_clock;
using ceremony::consumer::ClockFacts;
using ceremony::consumer::Synchronised;
using ceremony::test::must;
using policy::ClockRule;

namespace {

ClockFacts facts_at(const std::string& now, const std::string& last, Synchronised synchronised) {
    return {synchronised, must(UtcTime::from_text(now)), must(UtcTime::from_text(last)), 300};
}

}  // namespace

TEST_CASE("system_clock: a clock that went back is refused", "[consumer][system_clock]") {
    const std::string last = "2027-01-01 00:05:00";
    const auto good = facts_at("2027-01-01 00:00:00", last, Synchronised::yes);
    CHECK(must(check_clock(good, ClockRule::required)).empty());
    const auto back =
        check_clock(facts_at("2026-12-31 23:59:59", last, Synchronised::yes), ClockRule::warn);
    REQUIRE_FALSE(back.ok());
    CHECK(back.error().code() == Errc::refused);
    CHECK(back.error().message() ==
          "the clock has gone back: it says 2026-12-31 23:59:59, and the run before saw "
          "2027-01-01 00:05:00");
    ClockFacts first = good;
    first.last.reset();
    CHECK(must(check_clock(first, ClockRule::required)).empty());
}

TEST_CASE("system_clock: one that is not known to be right is refused or told",
          "[consumer][system_clock]") {
    const auto [synchronised, warning] = GENERATE(table<Synchronised, std::string>({
        {Synchronised::no, "the system clock is not synchronised"},
        {Synchronised::unknown, "the system does not tell whether its clock is synchronised"},
    }));
    const auto facts = facts_at("2027-01-01", "2027-01-01", synchronised);
    CHECK(must(check_clock(facts, ClockRule::warn)) == warning);
    const auto refused = check_clock(facts, ClockRule::required);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message() == warning + ", and clock: required wants it to be");
}

TEST_CASE("system_clock: the kernel can be asked", "[consumer][system_clock]") {
    CHECK(consumer::ask_kernel() == consumer::ask_kernel());
}
