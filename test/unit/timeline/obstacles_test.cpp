// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/obstacles.hpp"

#include "plans.hpp"

namespace ceremony {
namespace {

using namespace timeline;

TEST_CASE("obstacles: delays that the old sets have no room for are refused",
          "[timeline][obstacles]") {
    const auto first = planned(new_zone(), weekly(), request("2027-01-01", "2027-02-01"));
    const auto asked = next("2027-01-20", "2027-06-01");
    auto policy = weekly();
    policy.validity = 20 * policy::day;
    policy.refresh = 10 * policy::day;
    // A set is valid for a week after its slot, less an hour in caches.
    policy.lateness = 6 * policy::day + 11 * policy::hour;
    CHECK(plan_zone(after(first), policy, asked).ok());
    policy.lateness += 2;
    const auto late = plan_zone(after(first), policy, asked);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code() == Errc::refused);
    CHECK_THAT(late.error().message(), Catch::Contains("leave room for P6DT23H1S"));
    policy.lateness = 3 * policy::day;
    policy.inception_offset = 2 * policy::hour;
    policy.clock_skew = policy::hour;
    CHECK(plan_zone(after(first), policy, asked).ok());
    policy.clock_skew += 1;
    const auto skewed = plan_zone(after(first), policy, asked);
    REQUIRE_FALSE(skewed.ok());
    CHECK_THAT(skewed.error().message(), Catch::Contains("begin only PT1H before it"));
}

TEST_CASE("obstacles: signatures that a cache could outlive are refused", "[timeline][obstacles]") {
    auto policy = weekly();
    // 12 h of propagation, 3 d of lateness, 5 min of skew, and the TTL of an hour.
    policy.refresh = 3 * policy::day + 13 * policy::hour + 5 * policy::minute;
    const auto asked = request("2027-01-01", "2027-02-10");
    CHECK(plan_zone(new_zone(), policy, asked).ok());
    policy.refresh -= 1;
    const auto refused = plan_zone(new_zone(), policy, asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK_THAT(refused.error().message(), Catch::EndsWith("refresh has to be P3DT13H5M"));
}

TEST_CASE("obstacles: a KSK in use that is not in the bunker is refused", "[timeline][obstacles]") {
    auto history = new_zone();
    history.keys.resize(1);
    history.keys[0].zones = {history.zone};
    history.keys[0].role = recipe::KeyRole::ksk;
    history.keys[0].algorithm = dns::Algorithm::ecdsap256sha256;
    history.keys[0].custody = Custody::operational;
    history.keys[0].observed.publish = at("2026-03-01");
    history.keys[0].observed.active = at("2026-03-01");
    const auto refused =
        plan_zone(history, weekly_with_one_zsk(), request("2027-01-01", "2027-02-10"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("not in the bunker") != std::string::npos);
}

}  // namespace
}  // namespace ceremony
