// SPDX-License-Identifier: BSD-3-Clause

#include "proof/counter_example.hpp"

#include <algorithm>

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof {
namespace {

using test::in_week;
using test::quarter;
using timeline::ZonePlan;

CounterExample explained(const ZonePlan& plan) {
    const Views views = views_of(plan);
    const auto found = find_first(views, Rules(plan));
    REQUIRE(found);
    return explain(*found, plan);
}

TEST_CASE("counter_example: times stay in the years that can be written", "[proof][explain]") {
    CHECK(to_time(-forever).seconds() == earliest_seconds);
    CHECK(to_time(forever).seconds() == latest_seconds);
    CHECK(to_time(5).seconds() == 5);
    CHECK_FALSE(to_finite_time(forever));
    CHECK(to_finite_time(latest_seconds) == to_time(latest_seconds));
}

TEST_CASE("counter_example: faults have words of their own", "[proof][explain]") {
    std::vector<std::string_view> words;
    for (const Fault fault :
         {Fault::no_key_for_ds, Fault::ds_algorithm_missing, Fault::set_algorithm_unsigned,
          Fault::signature_not_yet_valid, Fault::signature_expired, Fault::zone_unsigned,
          Fault::no_key_for_zone, Fault::zone_algorithm_missing}) {
        CHECK(std::find(words.begin(), words.end(), to_string(fault)) == words.end());
        words.push_back(to_string(fault));
    }
}

TEST_CASE("counter_example: the sentence tells the story in order", "[proof][explain]") {
    ZonePlan plan = quarter();
    SECTION("a ZSK that was published too late") {
        // The slowest cache has the set of week 5 until 3 days and 13 hours into week 6.
        plan.slots[5].keys = {{0}, {1}};
        const CounterExample example = explained(plan);
        CHECK(example.sentence ==
              "a resolver that cached the key set at 2027-02-11 23:54:59 and fetches records of "
              "the zone at 2027-02-11 23:55:00 finds no key in the key set that signed them: zone "
              "nl. is bogus for it from 2027-02-11 23:55:00 until 2027-02-15 13:00:00");
        CHECK(example.keys == SlotNumber{SlotNumber::Of::plan, 5});
        CHECK(example.zone == SlotNumber{SlotNumber::Of::plan, 6});
        CHECK(example.imported == in_week(0));
    }
    SECTION("a signature that ends too early") {
        plan.slots[5].expiration = in_week(6);
        CHECK(explained(plan).sentence ==
              "a resolver that at 2027-02-12 00:00:01 uses the key set that was fetched at "
              "2027-02-12 00:00:01 finds signatures that ended at 2027-02-12 00:00:00: zone nl. is "
              "bogus for it from 2027-02-12 00:00:01 until 2027-02-15 13:00:00");
    }
    SECTION("the last set, for ever") {
        CHECK_THAT(explained(plan).sentence,
                   Catch::EndsWith("is bogus for it from 2027-04-02 00:00:01 until somebody acts"));
    }
}

TEST_CASE("counter_example: nothing was imported where only the result before is seen",
          "[proof][explain]") {
    ZonePlan plan = quarter();
    plan.slots_before[6].inception = plan.slots_before[6].until;
    const CounterExample example = explained(plan);
    CHECK(example.keys == SlotNumber{SlotNumber::Of::before, 6});
    CHECK_FALSE(example.imported);
}

}  // namespace
}  // namespace ceremony::proof
