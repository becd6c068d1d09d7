// SPDX-License-Identifier: BSD-3-Clause

#include "planner/chart.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;

namespace {

timeline::Key key_of(recipe::KeyRole role) {
    timeline::Key key;
    key.role = role;
    return key;
}

// 90 days from 1 January 2027, one column a day: 30 days each of three sets.
timeline::ZonePlan quarter() {
    timeline::ZonePlan plan;
    plan.keys = {key_of(recipe::KeyRole::ksk), key_of(recipe::KeyRole::ksk),
                 key_of(recipe::KeyRole::zsk), key_of(recipe::KeyRole::zsk),
                 key_of(recipe::KeyRole::zsk)};
    const std::int64_t begin = must(UtcTime::from_text("2027-01-01")).seconds();
    for (std::int64_t month = 0; month < 3; ++month) {
        timeline::Slot slot;
        slot.from = must(UtcTime::from_seconds(begin + month * 30 * 86400));
        slot.until = must(UtcTime::from_seconds(begin + (month + 1) * 30 * 86400));
        plan.slots.push_back(slot);
    }
    plan.slots[0].keys = {{0, false}, {2, false}, {3, false}};
    plan.slots[0].signers = {{0, false}};
    plan.slots[0].zone_signers = {2};
    plan.slots[1].keys = {{0, true}, {1, false}, {3, false}};
    plan.slots[1].signers = {{0, true}, {1, false}};
    plan.slots[1].zone_signers = {2};
    plan.slots[2].keys = {{1, false}, {3, false}};
    plan.slots[2].signers = {{1, false}};
    plan.slots[2].zone_signers = {3};
    return plan;
}

std::string days(char mark) {
    return std::string(30, mark);
}

}  // namespace

TEST_CASE("chart: each key has a line that tells what it does", "[planner][chart]") {
    CHECK(chart_of(quarter()) ==
          "      2027-01                        2027-02                     2027-03\n"
          "      |                              |                           |\n"
          "  K1  " +
              days('#') + days('r') +
              "\n"
              "  K2  " +
              days(' ') + days('#') + days('#') +
              "\n"
              "  Z1  " +
              days('#') + days('+') +
              "\n"
              "  Z2  " +
              days('-') + days('-') + days('#') + "\n");
}

TEST_CASE("chart: no line is longer than 100 columns", "[planner][chart]") {
    timeline::ZonePlan plan = quarter();
    for (const std::int64_t seconds :
         {std::int64_t{1}, std::int64_t{86400}, std::int64_t{1} << 31}) {
        plan.slots[2].until = must(UtcTime::from_seconds(plan.slots[2].from.seconds() + seconds));
        const std::string chart = chart_of(plan);
        std::size_t column = 0;
        for (const char c : chart) {
            column = c == '\n' ? 0 : column + 1;
            CHECK(column <= 100);
        }
    }
}
