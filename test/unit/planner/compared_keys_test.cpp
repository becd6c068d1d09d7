// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_keys.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using timeline::ZonePlan;

TEST_CASE("compared_keys: each value of a key is told", "[planner][compared_keys]") {
    const ZonePlan before = test::sample_plan().zones.front();
    const auto told = [&before](auto&& edit) {
        ZonePlan after = before;
        edit(after.keys.front());
        Lines lines;
        compare_keys("nl. ", before, after, lines);
        return lines;
    };
    using timeline::Key;
    CHECK(told([](Key&) {}).empty());
    CHECK(told([](Key& key) {
              key.algorithm = dns::Algorithm::rsasha256;
              key.size = 2048;
          }) == Lines{"nl. K1: RSASHA256 with 2048 bits instead of ECDSAP256SHA256"});
    CHECK(told([](Key& key) { key.zones.push_back(test::name_of("example.")); }) ==
          Lines{"nl. K1, key of: nl. example. instead of nl."});
    CHECK(told([](Key& key) { key.id = Bytes(16, 7); }) ==
          Lines{"nl. K1, ID: 07070707070707070707070707070707 instead of "
                "01010101010101010101010101010101"});
    CHECK(told([](Key& key) { key.label = "x"; }) == Lines{"nl. K1, label: \"x\" instead of \"\""});
    CHECK(told([](Key& key) { key.exportable = true; }) ==
          Lines{"nl. K1, held by: bunker \"\" \"\", exportable instead of bunker \"\" \"\""});
    CHECK(told([](Key& key) { key.data.reset(); }).size() == 1);
    CHECK(told([](Key& key) { key.listed_until.reset(); }) ==
          Lines{"nl. K1, listed until: not at all instead of 2027-01-22 00:00"});
    CHECK(told([](Key& key) { key.planned.revoke.reset(); }) ==
          Lines{"nl. K1, revoke: not at all instead of 2027-01-15 00:00"});
    CHECK(told([](Key& key) { key.observed.ds_seen.reset(); }).size() == 1);
}

TEST_CASE("compared_keys: a key that only one plan has is told", "[planner][compared_keys]") {
    const ZonePlan one = test::sample_plan().zones.back();
    ZonePlan other = one;
    other.keys.push_back(test::new_key(recipe::KeyRole::zsk, {one.zone}));
    Lines lines;
    compare_keys("", one, other, lines);
    compare_keys("", other, one, lines);
    CHECK(lines == Lines{"Z2: new", "Z2: no more"});
}
