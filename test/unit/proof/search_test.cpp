// SPDX-License-Identifier: BSD-3-Clause

#include "proof/search.hpp"

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof {
namespace {

using test::in_week;
using test::quarter;
using timeline::ZonePlan;

TEST_CASE("search: the first of several faults is found", "[proof][search]") {
    ZonePlan plan = quarter();
    plan.slots[8].inception = plan.slots[8].until;
    plan.slots[4].inception = plan.slots[4].until;
    plan.slots[2].zone_signers = {0};
    const Views views = views_of(plan);
    const auto found = find_first(views, Rules(plan));
    REQUIRE(found);
    // KSK 0 is in the set: no key of the set is missing then, and the next is that of week 4.
    CHECK(found->fault == Fault::signature_not_yet_valid);
    CHECK(found->at == in_week(4).seconds() - 300);
    CHECK(found->until == in_week(5).seconds());
    CHECK(found->keys.number == SlotNumber{SlotNumber::Of::plan, 4});
    CHECK_FALSE(found->zone);
}

TEST_CASE("search: what was seen before the plan begins is not its fault", "[proof][search]") {
    ZonePlan plan = quarter();
    plan.slots_before[0].keys = {{1}};
    plan.slots_before[1].inception = in_week(0, -20);
    const Views views = views_of(plan);
    const auto found = find_first(views, Rules(plan));
    // Only the last set stays longer than it may.
    REQUIRE(found);
    CHECK(found->at == plan.slots.back().expiration.seconds() + 1);
}

TEST_CASE("search: what is seen outside of the time that is asked for is not found",
          "[proof][search]") {
    ZonePlan plan = quarter();
    plan.slots[2].inception = plan.slots[2].until;
    plan.slots[8].inception = plan.slots[8].until;
    Views views = views_of(plan);
    const Instant first = in_week(2).seconds() - 300;
    const Instant second = in_week(8).seconds() - 300;
    CHECK(find_first(views, Rules(plan))->at == first);
    views.end = first + 1;
    CHECK(find_first(views, Rules(plan))->at == first);
    views.end = first;
    CHECK_FALSE(find_first(views, Rules(plan)));
    // The first is seen, but not yet valid, until the third week.
    views.end = second + 1;
    views.begin = in_week(3).seconds() - 1;
    CHECK(find_first(views, Rules(plan))->at == views.begin);
    views.begin = in_week(3).seconds();
    CHECK(find_first(views, Rules(plan))->at == second);
    views.end = second;
    CHECK_FALSE(find_first(views, Rules(plan)));
}

TEST_CASE("search: a set of the result before is not in turn behind one of the new",
          "[proof][search]") {
    // ZSK 2 signs in week 0 only, and the result before knows nothing of it: whoever has seen it
    // sign is past the import, and sets from before the import are out of the caches in week 5.
    ZonePlan plan = quarter();
    plan.handover_until = in_week(5);
    plan.timing.resigning = 0;
    for (timeline::Slot& slot : plan.slots) {
        slot.keys = {{0}, {1}, {2}};
        slot.zone_signers = {1};
    }
    plan.slots[0].zone_signers = {2};
    const Views views = views_of(plan);
    const auto found = find_first(views, Rules(plan));
    REQUIRE(found);
    REQUIRE(found->zone);
    CHECK(found->fault == Fault::no_key_for_zone);
    CHECK(found->keys.planned_until < in_week(1).seconds());
}

TEST_CASE("search: without a DS nothing is found", "[proof][search]") {
    ZonePlan plan = quarter();
    plan.ds_before.clear();
    plan.slots[3].keys.clear();
    const Views views = views_of(plan);
    CHECK_FALSE(find_first(views, Rules(plan)));
}

}  // namespace
}  // namespace ceremony::proof
