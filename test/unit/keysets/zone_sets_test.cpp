// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/zone_sets.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace zone_sets_test {

using namespace ceremony;
using keysets::ZoneSets;
using test::instant;
using test::keyset;
using test::ksk;
using test::must;
using test::of_ceremony;
using test::plan_with_numbers;
using test::rollover;

TEST_CASE("zone_sets: by the plan alone nothing that was published counts",
          "[keysets][zone_sets]") {
    const ZoneSets zone = rollover();
    const recipe::Word main_track = zone.sets.front().track;
    const auto by_plan = [&](std::string_view time) {
        return keysets::choose_by_plan(zone, main_track, {}, instant(time));
    };
    CHECK(by_plan("2026-12-31") == nullptr);
    CHECK(by_plan("2027-01-20") == &zone.sets.at(2));
    CHECK(by_plan("2027-02-12") == nullptr);
    CHECK(keysets::choose_by_plan(zone, must(recipe::Word::from_text("other")), {},
                                  instant("2027-01-20")) == nullptr);
}

TEST_CASE("zone_sets: the line of sets goes over to each new ceremony", "[keysets][zone_sets]") {
    ZoneSets zone = rollover();
    zone.sets.push_back(of_ceremony(zone.sets.at(3), 2));
    const auto line = keysets::line_of(zone, zone.sets.front().track);
    REQUIRE(line.size() == 4);
    CHECK(line.at(2) == &zone.sets.at(2));
    CHECK(line.at(3) == &zone.sets.at(6));
}

TEST_CASE("zone_sets: their period is from the first to the last", "[keysets][zone_sets]") {
    CHECK_FALSE(keysets::period_of({}));
    const keysets::Keyset long_one = keyset("2027-01-02", "2027-01-20", {ksk(1)}, {ksk(1)});
    const keysets::Keyset early = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    const std::vector<const keysets::Keyset*> sets = {&long_one, &early};
    const auto period = keysets::period_of(sets);
    REQUIRE(period);
    CHECK(period->from == early.from);
    CHECK(period->until == long_one.until);
}

TEST_CASE("zone_sets: files are sorted by zone", "[keysets][zone_sets]") {
    keysets::Contents one;
    one.file = {1};
    one.keysets = rollover().sets;
    one.plan = plan::ChainPlan();
    one.plan->zones = {plan_with_numbers(), timeline::ZonePlan()};
    keysets::Contents two;
    two.keysets = {keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)})};
    two.keysets.front().zone = must(dns::Name::from_text("nl."));
    const auto zones = keysets::by_zone({one, two});
    REQUIRE(zones.size() == 2);
    CHECK(zones.at(plan_with_numbers().zone).sets.size() == 6);
    CHECK(zones.at(plan_with_numbers().zone).plans.contains(crypto::Sha256{1}));
    CHECK(zones.at(two.keysets.front().zone).plans.empty());
}

TEST_CASE("zone_sets: a zone is on the main track unless a person said otherwise",
          "[keysets][zone_sets]") {
    keysets::ZoneState zone;
    CHECK(keysets::track_of(zone).text() == "main");
    zone.track = must(recipe::Word::from_text("emergency"));
    CHECK(keysets::track_of(zone) == *zone.track);
    CHECK(keysets::sets_of(rollover(), keysets::track_of(zone)).empty());
}

}  // namespace zone_sets_test
