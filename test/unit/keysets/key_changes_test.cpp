// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/key_changes.hpp"

#include "support/printing.hpp"
#include "timeline/grid.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using keysets::key_changes;
using keysets::KeyChange;
using keysets::Keyset;
using keysets::ZoneSets;
using keysets::ZoneState;
using test::instant;
using test::ksk;
using test::rollover;

namespace {

// What rollover() has: the first set, the new ZSK, that it signs, that the old one leaves.
std::vector<KeyChange> planned() {
    return {{instant("2027-01-01"), {}},
            {instant("2027-01-08"), {}},
            {instant("2027-01-15"), {}},
            {instant("2027-01-29"), {}}};
}

void publish(ZoneState& state, const ZoneSets& zone, std::size_t set, const char* now) {
    const Keyset* before =
        state.published ? keysets::find_set(zone, state.published->set) : nullptr;
    keysets::note_published(state, zone.sets.at(set), before, instant(now));
}

}  // namespace

TEST_CASE("key_changes: they are real from when they were published", "[keysets][key_changes]") {
    const ZoneSets zone = rollover();
    ZoneState state;
    CHECK(key_changes(zone, state) == planned());
    publish(state, zone, 0, "2027-01-01 00:15:00");
    publish(state, zone, 1, "2027-01-12");
    publish(state, zone, 2, "2027-01-16");
    publish(state, zone, 3, "2027-01-22");
    auto expected = planned();
    expected[0].since = instant("2027-01-01 00:15:00");
    expected[1].since = instant("2027-01-12");
    expected[2].since = instant("2027-01-16");
    CHECK(key_changes(zone, state) == expected);
}

TEST_CASE("key_changes: one that was skipped counts from the next one", "[keysets][key_changes]") {
    const ZoneSets zone = rollover();
    ZoneState state;
    publish(state, zone, 2, "2027-01-16");
    auto expected = planned();
    expected[0].since = expected[1].since = expected[2].since = instant("2027-01-16");
    CHECK(key_changes(zone, state) == expected);
}

TEST_CASE("key_changes: what the signer has not heard of is not real", "[keysets][key_changes]") {
    const ZoneSets zone = rollover();
    ZoneState state;
    publish(state, zone, 0, "2027-01-01");
    publish(state, zone, 1, "2027-01-08");
    state.targets = {{"/target", state.published->set, policy::Format::zone, {}, true}};
    auto expected = planned();
    expected[0].since = instant("2027-01-01");
    CHECK(key_changes(zone, state) == expected);
    // Other signatures of the same keys are no change.
    publish(state, zone, 2, "2027-01-15");
    publish(state, zone, 3, "2027-01-22");
    expected[1].since = instant("2027-01-08");
    expected[2].since = instant("2027-01-15");
    CHECK(key_changes(zone, state) == expected);
}

TEST_CASE("key_changes: what an overtaken ceremony published counts", "[keysets][key_changes]") {
    ZoneSets zone = rollover();
    ZoneState state;
    publish(state, zone, 0, "2027-01-01");
    publish(state, zone, 1, "2027-01-08");
    // The second ceremony has the same keys in slots of its own, from a day before.
    const Keyset first = zone.sets.at(0);
    const Keyset second = zone.sets.at(1);
    for (Keyset set : {first, second}) {
        set = test::of_ceremony(set, 2);
        set.from = timeline::later(set.from, -86400);
        zone.sets.push_back(set);
    }
    const auto changes = key_changes(zone, state);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0] == KeyChange{instant("2026-12-31"), instant("2027-01-01")});
    CHECK(changes[1] == KeyChange{instant("2027-01-07"), instant("2027-01-08")});
}

TEST_CASE("key_changes: what is forgotten went as planned", "[keysets][key_changes]") {
    const ZoneSets zone = rollover();
    ZoneState state;
    publish(state, zone, 2, "2027-01-16");
    while (state.changes.size() < keysets::remembered_changes) {
        state.changes.push_back(state.changes.back());
    }
    auto expected = planned();
    expected[0].since = instant("2027-01-01");
    expected[1].since = instant("2027-01-08");
    expected[2].since = instant("2027-01-16");
    CHECK(key_changes(zone, state) == expected);
}

TEST_CASE("key_changes: those of a higher stage are not made by a lower one",
          "[keysets][key_changes]") {
    ZoneSets zone = rollover();
    for (std::size_t i = 2; i < 6; ++i) {
        Keyset staged = zone.sets.at(i);
        staged.stage = 1;
        staged.keys.push_back(ksk(5));
        zone.sets.push_back(staged);
    }
    ZoneState state;
    publish(state, zone, 0, "2027-01-01");
    publish(state, zone, 1, "2027-01-08");
    publish(state, zone, 2, "2027-01-15");
    auto expected = planned();
    expected[0].since = instant("2027-01-01");
    expected[1].since = instant("2027-01-08");
    CHECK(key_changes(zone, state) == expected);
    publish(state, zone, 7, "2027-01-23");
    expected[2].since = instant("2027-01-23");
    CHECK(key_changes(zone, state) == expected);
}
