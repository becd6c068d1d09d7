// SPDX-License-Identifier: BSD-3-Clause

#include "proof/views.hpp"

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof {
namespace {

using test::day;
using test::hour;
using test::in_week;
using test::quarter;
using timeline::ZonePlan;

constexpr timeline::Seconds minute = 60;
constexpr timeline::Seconds late = 3 * day + 12 * hour;

TEST_CASE("views: a key set is served from the skew before to the delays behind it",
          "[proof][views]") {
    const Views views = views_of(quarter());
    REQUIRE(views.keys.planned.size() == 12);
    const Instant from = in_week(3).seconds();
    const Instant until = in_week(4).seconds();
    CHECK(views.keys.planned[3].window ==
          Window{from - 5 * minute, until + late, until + late + hour});
    CHECK(views.keys.planned.back().planned_until == forever);
    CHECK(views.begin == in_week(0).seconds() - 5 * minute);
    CHECK(views.promised == in_week(12).seconds() + late + hour);
}

TEST_CASE("views: signatures of the zone linger, and slots signed alike are one version",
          "[proof][views]") {
    const ZonePlan plan = quarter();
    const Views views = views_of(plan);
    REQUIRE(views.zone.planned.size() == 2);
    const Instant until = in_week(6).seconds();
    const Instant lingering = 11 * day + 14 * hour;
    CHECK(views.zone.planned[0].window == Window{in_week(0).seconds() - 5 * minute,
                                                 until + late + lingering,
                                                 until + late + lingering + day});
    CHECK(views.zone.planned[1].number == SlotNumber{SlotNumber::Of::plan, 6});
}

TEST_CASE("views: the result before is served until the end of the hand-over", "[proof][views]") {
    const ZonePlan plan = quarter();
    const Views views = views_of(plan);
    // Five before the first slot, and two in the two weeks of the hand-over.
    REQUIRE(views.keys.before.size() == 7);
    CHECK(views.keys.before.back().planned_until == in_week(2).seconds());
    const Views delayed = views_of(plan, Delay{Step::What::hand_over, 0, 3 * day});
    REQUIRE(delayed.keys.before.size() == 8);
    CHECK(delayed.keys.before.back().planned_until == in_week(2, 3).seconds());
    CHECK(delayed.keys.planned.size() == 12);
    const Views alone = views_of(plan, Delay{Step::What::hand_over, 0, forever});
    CHECK(alone.keys.planned.empty());
    CHECK(alone.zone.planned.empty());
    REQUIRE(alone.keys.before.size() == 10);
    CHECK(alone.keys.before.back().planned_until == forever);
}

TEST_CASE("views: before the first set there is nothing, and caches remember it",
          "[proof][views]") {
    const ZonePlan plan = test::first_quarter();
    const Views views = views_of(plan);
    REQUIRE(views.keys.before.size() == 1);
    CHECK(views.keys.before[0].slot == nullptr);
    CHECK(views.keys.before[0].window.seen_until == in_week(0).seconds() + late + day);
    REQUIRE(views.zone.before.size() == 1);
    CHECK(views.zone.before[0].window.seen_until ==
          in_week(0).seconds() + late + 11 * day + 14 * hour + day);
    const Views alone = views_of(plan, Delay{Step::What::hand_over, 0, forever});
    CHECK(alone.keys.before[0].planned_until == forever);
    CHECK(alone.keys.planned.empty());
}

TEST_CASE("views: slots count by time, whatever their order", "[proof][views]") {
    ZonePlan plan = quarter();
    std::swap(plan.slots[3], plan.slots[4]);
    const Views views = views_of(plan);
    CHECK(views.keys.planned[3].number.number == 4);
    CHECK(views.keys.planned[3].planned_until == in_week(4).seconds());
}

TEST_CASE("views: a DS set is served until a later one is complete", "[proof][views]") {
    ZonePlan plan = quarter();
    plan.ds_changes = {{{}, in_week(1), in_week(2), false},
                       {{{0, dns::DigestType::sha256}}, in_week(3), {}, false},
                       {{}, in_week(4), in_week(5), true}};
    const Views views = views_of(plan);
    REQUIRE(views.ds.size() == 4);
    const Instant first = in_week(2).seconds() + 12 * hour;
    CHECK(views.ds[0].window == Window{-forever, first, first + day});
    const Instant last = in_week(5).seconds() + 12 * hour;
    CHECK(views.ds[1].window == Window{in_week(1).seconds() - 5 * minute, last, last + day});
    CHECK(views.ds[2].window == Window{in_week(3).seconds() - 5 * minute, last, last + day});
    CHECK(views.ds[3].window == Window{in_week(4).seconds() - 5 * minute, forever, forever});

    const Views idle = views_of(plan, Delay{Step::What::ds_change, 2, forever});
    CHECK(idle.ds[0].window == views.ds[0].window);
    CHECK(idle.ds[2].window.until == forever);
    const Views slow = views_of(plan, Delay{Step::What::ds_change, 2, 9 * day});
    CHECK(slow.ds[2].window.until == in_week(4).seconds() + 9 * day + 12 * hour);
    // What is known to be complete cannot be late, and nothing is complete before it is.
    const Views known = views_of(plan, Delay{Step::What::ds_change, 0, 9 * day});
    CHECK(known.ds[0].window == views.ds[0].window);
    const Views none = views_of(plan, Delay{Step::What::ds_change, 2, 3 * day});
    CHECK(none.ds[2].window == views.ds[2].window);
}

TEST_CASE("views: a set that is late leaves the one before in its place", "[proof][views]") {
    const ZonePlan plan = quarter();
    const Instant served = in_week(6).seconds() + 12 * hour;
    // The consumer may be three days late anyway.
    const Views within = views_of(plan, Delay{Step::What::publish, 6, 3 * day});
    CHECK(within.keys.planned[5].window == views_of(plan).keys.planned[5].window);
    const Views delayed = views_of(plan, Delay{Step::What::publish, 6, 9 * day});
    CHECK(delayed.keys.planned[5].window.until == served + 9 * day);
    CHECK(delayed.keys.planned[6].window == within.keys.planned[6].window);
    CHECK(delayed.zone.planned[0].window.until == served + 9 * day + 11 * day + 14 * hour);
    const Views never = views_of(plan, Delay{Step::What::publish, 6, forever});
    REQUIRE(never.keys.planned.size() == 6);
    CHECK(never.keys.planned.back().planned_until == forever);
    CHECK(never.zone.planned.size() == 1);
}

TEST_CASE("views: what is never served is never seen", "[proof][views]") {
    ZonePlan plan = quarter();
    plan.ds_changes = {{{}, in_week(4), {}, false}, {{}, in_week(2), in_week(3), false}};
    const Window window = views_of(plan).ds[1].window;
    CHECK(window.from == window.seen_until);
}

}  // namespace
}  // namespace ceremony::proof
