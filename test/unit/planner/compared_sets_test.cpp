// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_sets.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using timeline::Slot;
using timeline::ZonePlan;

namespace ceremony::test::compared_sets {
namespace {

ZonePlan plan_with(std::size_t count) {
    ZonePlan plan = sample_plan().zones.front();
    const Slot slot = plan.slots.front();
    plan.slots.assign(count, slot);
    return plan;
}

Lines lines_of(const ZonePlan& before, const ZonePlan& after) {
    Lines lines;
    compare_sets("nl. ", " of it", before, after, &ZonePlan::slots, lines);
    return lines;
}

}  // namespace
}  // namespace ceremony::test::compared_sets

namespace tests = ceremony::test::compared_sets;

TEST_CASE("compared_sets: equal sets are not told", "[planner][compared_sets]") {
    const ZonePlan plan = test::sample_plan().zones.front();
    CHECK(tests::lines_of(plan, plan).empty());
}

TEST_CASE("compared_sets: all of a set is told", "[planner][compared_sets]") {
    const ZonePlan before = test::sample_plan().zones.front();
    ZonePlan after = before;
    after.slots[1].ttl += 1;
    const Lines lines = tests::lines_of(before, after);
    REQUIRE(lines.size() == 1);
    CHECK_THAT(
        lines.front(),
        Catch::StartsWith("nl. set 2 of it: 2027-01-15 00:00 to 2027-01-22 00:00, signed ") &&
            Catch::Contains(", keys K1(revoked) ") &&
            Catch::Contains(", CDS with TTL 3600 of nothing with digests and CDNSKEY\n  "
                            "instead of 2027-01-15"));
}

TEST_CASE("compared_sets: of each kind ten are told, and how many more there are",
          "[planner][compared_sets]") {
    const ZonePlan short_one = tests::plan_with(1);
    CHECK(tests::lines_of(short_one, tests::plan_with(11)).size() == 1 + 10);
    const Lines grown = tests::lines_of(short_one, tests::plan_with(14));
    REQUIRE(grown.size() == 1 + 10 + 1);
    CHECK(grown.front() == "nl. number of sets of it: 14 instead of 1");
    CHECK_THAT(grown[1], Catch::StartsWith("nl. new: set 2 of it: "));
    CHECK(grown.back() == "nl. new: 3 more sets of it");
    const Lines shrunk = tests::lines_of(tests::plan_with(12), short_one);
    REQUIRE(shrunk.size() == 1 + 10 + 1);
    CHECK_THAT(shrunk[10], Catch::StartsWith("nl. no more: set 11 of it: "));
    CHECK(shrunk.back() == "nl. no more: 1 more sets of it");

    ZonePlan other = tests::plan_with(13);
    for (Slot& slot : other.slots) {
        slot.ttl += 1;
    }
    const Lines changed = tests::lines_of(tests::plan_with(13), other);
    REQUIRE(changed.size() == 10 + 1);
    CHECK(changed.back() == "nl. 3 more sets of it differ");
}
